<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en">
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
    <name>MainWindow</name>
    <message numerus="yes">
        <source>%n job(s) removed</source>
        <translation>
            <numerusform>%n job removed</numerusform>
            <numerusform>%n jobs removed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message numerus="yes">
        <source>%n in the queue</source>
        <translation>
            <numerusform>%n in the queue</numerusform>
            <numerusform>%n in the queue</numerusform>
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
</TS>
