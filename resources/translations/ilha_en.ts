<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en">
<context>
    <name>BoxesViewer</name>
    <message numerus="yes">
        <source>%Ln thing(s) found</source>
        <translation>
            <numerusform>%Ln thing found</numerusform>
            <numerusform>%Ln things found</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChatSources</name>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln file</numerusform>
            <numerusform>%Ln files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln passage(s) from %1</source>
        <translation>
            <numerusform>%Ln passage from %1</numerusform>
            <numerusform>%Ln passages from %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ConsentCard</name>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n file</numerusform>
            <numerusform>%n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DataCard</name>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln file</numerusform>
            <numerusform>%Ln files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>day(s)</source>
        <translation>
            <numerusform>day</numerusform>
            <numerusform>days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DocumentChip</name>
    <message numerus="yes">
        <source>%Ln passage(s)</source>
        <translation>
            <numerusform>%Ln passage</numerusform>
            <numerusform>%Ln passages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DropZone</name>
    <message numerus="yes">
        <source>Drop to add %n item(s)</source>
        <translation>
            <numerusform>Drop to add %n item</numerusform>
            <numerusform>Drop to add %n items</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EmbeddingViewer</name>
    <message numerus="yes">
        <source>A vector of %Ln number(s)</source>
        <translation>
            <numerusform>A vector of %Ln number</numerusform>
            <numerusform>A vector of %Ln numbers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message numerus="yes">
        <source>%n file(s) saved beside their sources</source>
        <translation>
            <numerusform>%n file saved beside their sources</numerusform>
            <numerusform>%n files saved beside their sources</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) saved in {folder}</source>
        <translation>
            <numerusform>%n file saved in {folder}</numerusform>
            <numerusform>%n files saved in {folder}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more could not be saved</source>
        <translation>
            <numerusform>%n more could not be saved</numerusform>
            <numerusform>%n more could not be saved</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Export %n result(s)</source>
        <translation>
            <numerusform>Export %n result</numerusform>
            <numerusform>Export %n results</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FileTray</name>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n file</numerusform>
            <numerusform>%n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more cannot be used.</source>
        <translation>
            <numerusform>%n more cannot be used.</numerusform>
            <numerusform>%n more cannot be used.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Looking at %n file(s)…</source>
        <translation>
            <numerusform>Looking at %n file…</numerusform>
            <numerusform>Looking at %n files…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FinishOffer</name>
    <message numerus="yes">
        <source>Nothing waits any more, %Ln failed.</source>
        <translation>
            <numerusform>Nothing waits any more, %Ln failed.</numerusform>
            <numerusform>Nothing waits any more, %Ln failed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HistoryPage</name>
    <message numerus="yes">
        <source>%n entry(s) deleted</source>
        <translation>
            <numerusform>%n entry deleted</numerusform>
            <numerusform>%n entries deleted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%n selected</numerusform>
            <numerusform>%n selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>IndexPanel</name>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln file</numerusform>
            <numerusform>%Ln files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) no longer searched</source>
        <translation>
            <numerusform>%Ln file no longer searched</numerusform>
            <numerusform>%Ln files no longer searched</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln not readable</source>
        <translation>
            <numerusform>%Ln not readable</numerusform>
            <numerusform>%Ln not readable</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln out of date</source>
        <translation>
            <numerusform>%Ln out of date</numerusform>
            <numerusform>%Ln out of date</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>IndexedModel</name>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln file</numerusform>
            <numerusform>%Ln files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln passage(s)</source>
        <translation>
            <numerusform>%Ln passage</numerusform>
            <numerusform>%Ln passages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>JobList</name>
    <message numerus="yes">
        <source>%n done</source>
        <translation>
            <numerusform>%n done</numerusform>
            <numerusform>%n done</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n failed</numerusform>
            <numerusform>%n failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to do</source>
        <translation>
            <numerusform>%n to do</numerusform>
            <numerusform>%n to do</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LabelsViewer</name>
    <message numerus="yes">
        <source>%Ln sentence(s)</source>
        <translation>
            <numerusform>%Ln sentence</numerusform>
            <numerusform>%Ln sentences</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LedgerCard</name>
    <message numerus="yes">
        <source>%Ln row(s)</source>
        <translation>
            <numerusform>%Ln row</numerusform>
            <numerusform>%Ln rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MasksViewer</name>
    <message numerus="yes">
        <source>%Ln part(s)</source>
        <translation>
            <numerusform>%Ln part</numerusform>
            <numerusform>%Ln parts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MessageCard</name>
    <message numerus="yes">
        <source>%Ln token(s)</source>
        <translation>
            <numerusform>%Ln token</numerusform>
            <numerusform>%Ln tokens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The conversation is longer than the model can hold in mind: without the %n oldest turn(s).</source>
        <translation>
            <numerusform>The conversation is longer than the model can hold in mind: without the %n oldest turn.</numerusform>
            <numerusform>The conversation is longer than the model can hold in mind: without the %n oldest turns.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ModelWork</name>
    <message numerus="yes">
        <source>%n model(s) are not as they were installed:</source>
        <translation>
            <numerusform>%n model is not as it was installed:</numerusform>
            <numerusform>%n models are not as they were installed:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) checked: every byte is as it was installed.</source>
        <translation>
            <numerusform>%n model checked: every byte is as it was installed.</numerusform>
            <numerusform>%n models checked: every byte is as it was installed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) removed, %1</source>
        <translation>
            <numerusform>%n model removed, %1</numerusform>
            <numerusform>%n models removed, %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) written into %1.</source>
        <translation>
            <numerusform>%n model written into %1.</numerusform>
            <numerusform>%n models written into %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PrivacyPage</name>
    <message numerus="yes">
        <source>%Ln request(s) was refused.</source>
        <translation>
            <numerusform>%Ln request was refused.</numerusform>
            <numerusform>%Ln requests were refused.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProofCard</name>
    <message numerus="yes">
        <source>%n of these attempt(s) was let through.</source>
        <translation>
            <numerusform>%n of these attempts was let through.</numerusform>
            <numerusform>%n of these attempts were let through.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProvenancePanel</name>
    <message numerus="yes">
        <source>%Ln thing(s) is not as it was:</source>
        <translation>
            <numerusform>%Ln thing is not as it was:</numerusform>
            <numerusform>%Ln things are not as they were:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QueuePage</name>
    <message numerus="yes">
        <source>%Ln selected</source>
        <translation>
            <numerusform>%Ln selected</numerusform>
            <numerusform>%Ln selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln to do</source>
        <translation>
            <numerusform>%Ln to do</numerusform>
            <numerusform>%Ln to do</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RecipesPage</name>
    <message numerus="yes">
        <source>%n more cannot be used.</source>
        <translation>
            <numerusform>%n more cannot be used.</numerusform>
            <numerusform>%n more cannot be used.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SearchPage</name>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln file</numerusform>
            <numerusform>%Ln files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln place(s)</source>
        <translation>
            <numerusform>%Ln place</numerusform>
            <numerusform>%Ln places</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SharesPanel</name>
    <message numerus="yes">
        <source>%n more group(s) with fewer rows are left out.</source>
        <translation>
            <numerusform>%n more group with fewer rows is left out.</numerusform>
            <numerusform>%n more groups with fewer rows are left out.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SpansViewer</name>
    <message numerus="yes">
        <source>%Ln answer(s)</source>
        <translation>
            <numerusform>%Ln answer</numerusform>
            <numerusform>%Ln answers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln place(s) hidden</source>
        <translation>
            <numerusform>%Ln place hidden</numerusform>
            <numerusform>%Ln places hidden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln place(s) marked</source>
        <translation>
            <numerusform>%Ln place marked</numerusform>
            <numerusform>%Ln places marked</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message numerus="yes">
        <source>%n download(s)</source>
        <translation>
            <numerusform>%n download</numerusform>
            <numerusform>%n downloads</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in the queue</source>
        <translation>
            <numerusform>%n in the queue</numerusform>
            <numerusform>%n in the queue</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StoreDesk</name>
    <message numerus="yes">
        <source>%n model(s) asked about: nothing newer.</source>
        <translation>
            <numerusform>%n model asked about: nothing newer.</numerusform>
            <numerusform>%n models asked about: nothing newer.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) can be updated. Get them?</source>
        <translation>
            <numerusform>%n model can be updated. Get them?</numerusform>
            <numerusform>%n models can be updated. Get them?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Add %n folders or archives to the models?</source>
        <translation>
            <numerusform>Add %n folder or archive to the models?</numerusform>
            <numerusform>Add %n folders or archives to the models?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TableViewer</name>
    <message numerus="yes">
        <source>%Ln different text(s)</source>
        <translation>
            <numerusform>%Ln different text</numerusform>
            <numerusform>%Ln different texts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s)</source>
        <translation>
            <numerusform>%Ln row</numerusform>
            <numerusform>%Ln rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TaskPage</name>
    <message numerus="yes">
        <source>%n more cannot be used.</source>
        <translation>
            <numerusform>%n more cannot be used.</numerusform>
            <numerusform>%n more cannot be used.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TranscribePage</name>
    <message numerus="yes">
        <source>%n recording(s) that were cut off are transcribed now.</source>
        <translation>
            <numerusform>%n recording that was cut off is transcribed now.</numerusform>
            <numerusform>%n recordings that were cut off are transcribed now.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TranslationDesk</name>
    <message numerus="yes">
        <source>%Ln character(s)</source>
        <translation>
            <numerusform>%Ln character</numerusform>
            <numerusform>%Ln characters</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WaitingFiles</name>
    <message numerus="yes">
        <source>%n file(s) ready</source>
        <translation>
            <numerusform>%n file ready</numerusform>
            <numerusform>%n files ready</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WatchModel</name>
    <message numerus="yes">
        <source>%Ln being written</source>
        <translation>
            <numerusform>%Ln being written</numerusform>
            <numerusform>%Ln being written</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln done</source>
        <translation>
            <numerusform>%Ln done</numerusform>
            <numerusform>%Ln done</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln failed</source>
        <translation>
            <numerusform>%Ln failed</numerusform>
            <numerusform>%Ln failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of other kinds</source>
        <translation>
            <numerusform>%Ln of other kinds</numerusform>
            <numerusform>%Ln of other kinds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln to do</source>
        <translation>
            <numerusform>%Ln to do</numerusform>
            <numerusform>%Ln to do</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WayBack</name>
    <message numerus="yes">
        <source>%Ln job(s) cancelled</source>
        <translation>
            <numerusform>%Ln job cancelled</numerusform>
            <numerusform>%Ln jobs cancelled</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln job(s) removed</source>
        <translation>
            <numerusform>%Ln job removed</numerusform>
            <numerusform>%Ln jobs removed</numerusform>
        </translation>
    </message>
</context>
</TS>
