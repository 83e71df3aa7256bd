<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="pt_BR" sourcelanguage="en">
<context>
    <name>AssistantPage</name>
    <message>
        <source>Assistant</source>
        <translation>Assistente</translation>
    </message>
    <message>
        <source>Drop files here, paste, or type. Nothing leaves this computer.</source>
        <translation>Solte arquivos aqui, cole ou digite. Nada sai deste computador.</translation>
    </message>
    <message>
        <source>Pictures, PDF documents and texts · or paste with Ctrl+V</source>
        <translation>Imagens, documentos PDF e textos · ou cole com Ctrl+V</translation>
    </message>
    <message>
        <source>What shall I look at?</source>
        <translation>O que devo examinar?</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Close this message</source>
        <translation>Fechar esta mensagem</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Copiar detalhes</translation>
    </message>
</context>
<context>
    <name>ChipBar</name>
    <message>
        <source>about %1</source>
        <translation>cerca de %1</translation>
    </message>
    <message>
        <source>“%1” needs a model that is not on this computer.</source>
        <translation>“%1” precisa de um modelo que não está neste computador.</translation>
    </message>
</context>
<context>
    <name>DropZone</name>
    <message>
        <source>Choose a folder</source>
        <translation>Escolher uma pasta</translation>
    </message>
    <message>
        <source>Choose a folder; everything in it that fits is taken</source>
        <translation>Escolher uma pasta; tudo o que servir nela será usado</translation>
    </message>
    <message>
        <source>Choose files</source>
        <translation>Escolher arquivos</translation>
    </message>
    <message>
        <source>Choose files…</source>
        <translation>Escolher arquivos…</translation>
    </message>
    <message>
        <source>Choose folder…</source>
        <translation>Escolher pasta…</translation>
    </message>
    <message>
        <source>Drop files here</source>
        <translation>Solte arquivos aqui</translation>
    </message>
    <message>
        <source>Drop files or folders here</source>
        <translation>Solte arquivos ou pastas aqui</translation>
    </message>
    <message numerus="yes">
        <source>Drop to add %n item(s)</source>
        <translation>
            <numerusform>Solte para adicionar %n item</numerusform>
            <numerusform>Solte para adicionar %n itens</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message numerus="yes">
        <source>%n file(s) saved beside their sources</source>
        <translation>
            <numerusform>%n arquivo salvo ao lado da origem</numerusform>
            <numerusform>%n arquivos salvos ao lado das origens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) saved in {folder}</source>
        <translation>
            <numerusform>%n arquivo salvo em {folder}</numerusform>
            <numerusform>%n arquivos salvos em {folder}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more could not be saved</source>
        <translation>
            <numerusform>Mais %n não pôde ser salvo</numerusform>
            <numerusform>Mais %n não puderam ser salvos</numerusform>
        </translation>
    </message>
    <message>
        <source>A file each</source>
        <translation>Um arquivo para cada</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>Escolher uma pasta</translation>
    </message>
    <message>
        <source>Choose at least one format.</source>
        <translation>Escolha ao menos um formato.</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Escolher…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fechar</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportar</translation>
    </message>
    <message numerus="yes">
        <source>Export %n result(s)</source>
        <translation>
            <numerusform>Exportar %n resultado</numerusform>
            <numerusform>Exportar %n resultados</numerusform>
        </translation>
    </message>
    <message>
        <source>Export “{name}”</source>
        <translation>Exportar “{name}”</translation>
    </message>
    <message>
        <source>File name</source>
        <translation>Nome do arquivo</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Pasta</translation>
    </message>
    <message>
        <source>Folder of the source file</source>
        <translation>Pasta do arquivo de origem</translation>
    </message>
    <message>
        <source>Formats</source>
        <translation>Formatos</translation>
    </message>
    <message>
        <source>JSON (.json)</source>
        <translation>JSON (.json)</translation>
    </message>
    <message>
        <source>Markdown (.md)</source>
        <translation>Markdown (.md)</translation>
    </message>
    <message>
        <source>Nothing can be written to {refused}, so the files went to {folder}.</source>
        <translation>Não é possível gravar em {refused}; os arquivos foram para {folder}.</translation>
    </message>
    <message>
        <source>One file for all</source>
        <translation>Um arquivo para todos</translation>
    </message>
    <message>
        <source>Picture (.png)</source>
        <translation>Imagem (.png)</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Progresso</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Resultados</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Mostrar na pasta</translation>
    </message>
    <message>
        <source>Table (.csv)</source>
        <translation>Tabela (.csv)</translation>
    </message>
    <message>
        <source>Template of the file name</source>
        <translation>Modelo do nome do arquivo</translation>
    </message>
    <message>
        <source>Text (.txt)</source>
        <translation>Texto (.txt)</translation>
    </message>
    <message>
        <source>The picture with the result drawn on it</source>
        <translation>A imagem com o resultado desenhado nela</translation>
    </message>
    <message>
        <source>{names} and so on</source>
        <translation>{names} e assim por diante</translation>
    </message>
    <message>
        <source>{names} in {folder}</source>
        <translation>{names} em {folder}</translation>
    </message>
</context>
<context>
    <name>FileTray</name>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n arquivo</numerusform>
            <numerusform>%n arquivos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more cannot be used.</source>
        <translation>
            <numerusform>Mais %n não pode ser usado.</numerusform>
            <numerusform>Mais %n não podem ser usados.</numerusform>
        </translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Limpar</translation>
    </message>
    <message numerus="yes">
        <source>Looking at %n file(s)…</source>
        <translation>
            <numerusform>Examinando %n arquivo…</numerusform>
            <numerusform>Examinando %n arquivos…</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing here can be used</source>
        <translation>Nada aqui pode ser usado</translation>
    </message>
    <message>
        <source>Other files</source>
        <translation>Outros arquivos</translation>
    </message>
    <message>
        <source>PDF documents</source>
        <translation>Documentos PDF</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Imagens</translation>
    </message>
    <message>
        <source>Put these files away again</source>
        <translation>Retirar estes arquivos</translation>
    </message>
    <message>
        <source>Recognised files</source>
        <translation>Arquivos reconhecidos</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>Tabelas</translation>
    </message>
    <message>
        <source>Texts</source>
        <translation>Textos</translation>
    </message>
    <message>
        <source>What shall I do?</source>
        <translation>O que devo fazer?</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>Close the search</source>
        <translation>Fechar a busca</translation>
    </message>
    <message>
        <source>Find in the text</source>
        <translation>Buscar no texto</translation>
    </message>
    <message>
        <source>Next place</source>
        <translation>Próxima ocorrência</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Não encontrado</translation>
    </message>
    <message>
        <source>Previous place</source>
        <translation>Ocorrência anterior</translation>
    </message>
    <message>
        <source>{at} of {count}</source>
        <translation>{at} de {count}</translation>
    </message>
</context>
<context>
    <name>HelpPage</name>
    <message>
        <source>Copy link</source>
        <translation>Copiar endereço</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Ajuda</translation>
    </message>
    <message>
        <source>Ilha opens no addresses: {link}</source>
        <translation>O Ilha não abre endereços: {link}</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation>Teclado</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Teclas</translation>
    </message>
    <message>
        <source>Table of contents</source>
        <translation>Sumário</translation>
    </message>
    <message>
        <source>What they do</source>
        <translation>O que fazem</translation>
    </message>
</context>
<context>
    <name>HistoryPage</name>
    <message numerus="yes">
        <source>%n entry(s) deleted</source>
        <translation>
            <numerusform>%n item excluído</numerusform>
            <numerusform>%n itens excluídos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%n selecionado</numerusform>
            <numerusform>%n selecionados</numerusform>
        </translation>
    </message>
    <message>
        <source>All states</source>
        <translation>Todos os estados</translation>
    </message>
    <message>
        <source>All tasks</source>
        <translation>Todas as tarefas</translation>
    </message>
    <message>
        <source>Bring them back (Ctrl+Z)</source>
        <translation>Trazer de volta (Ctrl+Z)</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Excluir</translation>
    </message>
    <message>
        <source>Delete from the history; can be undone (Del)</source>
        <translation>Excluir do histórico; pode ser desfeito (Del)</translation>
    </message>
    <message>
        <source>Export the finished ones (Ctrl+E)</source>
        <translation>Exportar os concluídos (Ctrl+E)</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportar…</translation>
    </message>
    <message>
        <source>Filter by state</source>
        <translation>Filtrar por estado</translation>
    </message>
    <message>
        <source>Filter by task</source>
        <translation>Filtrar por tarefa</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Histórico</translation>
    </message>
    <message>
        <source>No entry has all of these words and filters.</source>
        <translation>Nenhum item corresponde a essas palavras e filtros.</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nada encontrado</translation>
    </message>
    <message>
        <source>Nothing here yet</source>
        <translation>Ainda não há nada aqui</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Abrir</translation>
    </message>
    <message>
        <source>Results appear here when the first one is finished.</source>
        <translation>Os resultados aparecem aqui quando o primeiro for concluído.</translation>
    </message>
    <message>
        <source>Search names and results</source>
        <translation>Buscar em nomes e resultados</translation>
    </message>
    <message>
        <source>Search the history</source>
        <translation>Buscar no histórico</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>Mostrar tudo</translation>
    </message>
    <message>
        <source>Show the result (Enter)</source>
        <translation>Mostrar o resultado (Enter)</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Hoje</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Desfazer</translation>
    </message>
    <message>
        <source>What you asked and what came of it. It stays on this computer.</source>
        <translation>O que você pediu e o que resultou. Tudo fica neste computador.</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Ontem</translation>
    </message>
</context>
<context>
    <name>JobDelegate</name>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Remove from the list</source>
        <translation>Remover da lista</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Mostrar na pasta</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Tentar de novo</translation>
    </message>
</context>
<context>
    <name>JobList</name>
    <message numerus="yes">
        <source>%n done</source>
        <translation>
            <numerusform>%n concluído</numerusform>
            <numerusform>%n concluídos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n falhou</numerusform>
            <numerusform>%n falharam</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to do</source>
        <translation>
            <numerusform>%n por fazer</numerusform>
            <numerusform>%n por fazer</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel all</source>
        <translation>Cancelar tudo</translation>
    </message>
    <message>
        <source>Clear finished</source>
        <translation>Limpar concluídos</translation>
    </message>
    <message>
        <source>Give up everything that waits or runs here</source>
        <translation>Desistir de tudo o que espera ou está em andamento aqui</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Trabalhos</translation>
    </message>
    <message>
        <source>Nothing has run here yet. What you drop appears here, with its progress.</source>
        <translation>Nada foi executado aqui ainda. O que você soltar aparece aqui, com o progresso.</translation>
    </message>
    <message>
        <source>Remove the finished rows; this can be undone</source>
        <translation>Remover as linhas concluídas; pode ser desfeito</translation>
    </message>
</context>
<context>
    <name>JobState</name>
    <message>
        <source>Cancelled</source>
        <translation>Cancelado</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Concluído</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Falhou</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Em andamento</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Na fila</translation>
    </message>
</context>
<context>
    <name>JobText</name>
    <message>
        <source>%1 left</source>
        <translation>faltam %1</translation>
    </message>
</context>
<context>
    <name>JobView</name>
    <message>
        <source>Copy report</source>
        <translation>Copiar relatório</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportar…</translation>
    </message>
    <message>
        <source>Run again with the options of this page</source>
        <translation>Executar de novo com as opções desta página</translation>
    </message>
    <message>
        <source>Show the result</source>
        <translation>Mostrar o resultado</translation>
    </message>
</context>
<context>
    <name>LabelsViewer</name>
    <message numerus="yes">
        <source>%Ln sentence(s)</source>
        <translation>
            <numerusform>%Ln frase</numerusform>
            <numerusform>%Ln frases</numerusform>
        </translation>
    </message>
    <message>
        <source>All</source>
        <translation>Todas</translation>
    </message>
    <message>
        <source>Labels, the best first</source>
        <translation>Rótulos, do mais provável ao menos</translation>
    </message>
    <message>
        <source>Sentences</source>
        <translation>Frases</translation>
    </message>
    <message>
        <source>Share of every label</source>
        <translation>Parcela de cada rótulo</translation>
    </message>
    <message>
        <source>Show {label}: {count}</source>
        <translation>Mostrar {label}: {count}</translation>
    </message>
    <message>
        <source>The picture is no longer where it was.</source>
        <translation>A imagem não está mais onde estava.</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message numerus="yes">
        <source>%n job(s) removed</source>
        <translation>
            <numerusform>%n trabalho removido</numerusform>
            <numerusform>%n trabalhos removidos</numerusform>
        </translation>
    </message>
    <message>
        <source>Ilha made a mistake of its own (%1). Your files and results are safe.</source>
        <translation>O Ilha cometeu um erro próprio (%1). Seus arquivos e resultados estão a salvo.</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Close this message</source>
        <translation>Fechar esta mensagem</translation>
    </message>
</context>
<context>
    <name>Notifier</name>
    <message>
        <source>“%1” could not be done (%2)</source>
        <translation>“%1” não pôde ser concluído (%2)</translation>
    </message>
    <message>
        <source>“%1” is done (%2)</source>
        <translation>“%1” está pronto (%2)</translation>
    </message>
</context>
<context>
    <name>PageBar</name>
    <message>
        <source>Fit the width</source>
        <translation>Ajustar à largura</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>Aumentar</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>Próxima página</translation>
    </message>
    <message>
        <source>Page {page} of {pages}</source>
        <translation>Página {page} de {pages}</translation>
    </message>
    <message>
        <source>Previous page</source>
        <translation>Página anterior</translation>
    </message>
    <message>
        <source>Show the whole page</source>
        <translation>Mostrar a página inteira</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>Diminuir</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Found</source>
        <translation>Encontrados</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nada encontrado</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Buscar</translation>
    </message>
    <message>
        <source>Search pages, actions and history</source>
        <translation>Buscar páginas, ações e histórico</translation>
    </message>
</context>
<context>
    <name>ParamsForm</name>
    <message>
        <source>Options</source>
        <translation>Opções</translation>
    </message>
</context>
<context>
    <name>PictureView</name>
    <message>
        <source>Ctrl and the wheel or plus and minus zoom; the arrow keys move it</source>
        <translation>Ctrl e a roda do mouse, ou mais e menos, ampliam e reduzem; as setas movem</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Imagem</translation>
    </message>
</context>
<context>
    <name>ProvenancePanel</name>
    <message>
        <source>Copy how this was made</source>
        <translation>Copiar como isto foi feito</translation>
    </message>
    <message>
        <source>Digest of the input</source>
        <translation>Resumo (SHA-256) da entrada</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Fim</translation>
    </message>
    <message>
        <source>How this was made</source>
        <translation>Como isto foi feito</translation>
    </message>
    <message>
        <source>Loading the model</source>
        <translation>Carregando o modelo</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modelo</translation>
    </message>
    <message>
        <source>Model, digests, options, versions and times</source>
        <translation>Modelo, resumos, opções, versões e horários</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Programa</translation>
    </message>
    <message>
        <source>Revision</source>
        <translation>Revisão</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Início</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>Processando</translation>
    </message>
    <message>
        <source>no</source>
        <translation>não</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>sim</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Assistant</source>
        <translation>Assistente</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>Conversa</translation>
    </message>
    <message>
        <source>Group %1</source>
        <translation>Grupo %1</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Ajuda</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Histórico</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mais</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Páginas</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Imagens</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Configurações</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>Som</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Texto</translation>
    </message>
</context>
<context>
    <name>ResultPane</name>
    <message>
        <source>As {format}…</source>
        <translation>Como {format}…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Cancelado</translation>
    </message>
    <message>
        <source>Choose a finished job to see its result here.</source>
        <translation>Escolha um trabalho concluído para ver o resultado aqui.</translation>
    </message>
    <message>
        <source>Codes and versions for a bug report; no file names and no content</source>
        <translation>Códigos e versões para relatar um defeito; sem nomes de arquivo e sem conteúdo</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>Copiar relatório</translation>
    </message>
    <message>
        <source>Copy the result</source>
        <translation>Copiar o resultado</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportar</translation>
    </message>
    <message>
        <source>It starts as soon as the jobs before it are done.</source>
        <translation>Começa assim que os trabalhos anteriores terminarem.</translation>
    </message>
    <message>
        <source>No result yet</source>
        <translation>Ainda sem resultado</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Tentar de novo</translation>
    </message>
    <message>
        <source>Run again</source>
        <translation>Executar de novo</translation>
    </message>
    <message>
        <source>Save the result as a file</source>
        <translation>Salvar o resultado em um arquivo</translation>
    </message>
    <message>
        <source>Several formats…</source>
        <translation>Vários formatos…</translation>
    </message>
    <message>
        <source>Show the file in its folder</source>
        <translation>Mostrar o arquivo na pasta</translation>
    </message>
    <message>
        <source>This was given up before it was finished.</source>
        <translation>Isto foi cancelado antes de terminar.</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Na fila</translation>
    </message>
</context>
<context>
    <name>RunningPage</name>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Give this up (Esc)</source>
        <translation>Desistir disto (Esc)</translation>
    </message>
    <message>
        <source>Loading the model</source>
        <translation>Carregando o modelo</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Progresso</translation>
    </message>
    <message>
        <source>Reading the pages</source>
        <translation>Lendo as páginas</translation>
    </message>
    <message>
        <source>Text so far</source>
        <translation>Texto até agora</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>Processando</translation>
    </message>
    <message>
        <source>about {time} left</source>
        <translation>faltam cerca de {time}</translation>
    </message>
    <message>
        <source>{time} so far</source>
        <translation>{time} até agora</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Automatic</source>
        <translation>Automático</translation>
    </message>
    <message>
        <source>Choose the folder exports go to</source>
        <translation>Escolher a pasta das exportações</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Escolher…</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Escuro</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportar</translation>
    </message>
    <message>
        <source>Fields: {fields}</source>
        <translation>Campos: {fields}</translation>
    </message>
    <message>
        <source>File name</source>
        <translation>Nome do arquivo</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Pasta</translation>
    </message>
    <message>
        <source>Folder of exports</source>
        <translation>Pasta das exportações</translation>
    </message>
    <message>
        <source>Folder of the source file</source>
        <translation>Pasta do arquivo de origem</translation>
    </message>
    <message>
        <source>Folder of your data</source>
        <translation>Pasta dos seus dados</translation>
    </message>
    <message>
        <source>For example {name}</source>
        <translation>Por exemplo, {name}</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Idioma</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Claro</translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation>Igual ao sistema</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Aparência</translation>
    </message>
    <message>
        <source>Notices</source>
        <translation>Avisos</translation>
    </message>
    <message>
        <source>Only after more than ten seconds, while the window is in the background.</source>
        <translation>Só depois de mais de dez segundos e com a janela em segundo plano.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Abrir</translation>
    </message>
    <message>
        <source>Open the folder of your data</source>
        <translation>Abrir a pasta dos seus dados</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Local</translation>
    </message>
    <message>
        <source>Processor threads of the engine; used from its next start on.</source>
        <translation>Threads de processador do motor; valem a partir do próximo início dele.</translation>
    </message>
    <message>
        <source>Results, history and settings lie here and nowhere else.</source>
        <translation>Resultados, histórico e configurações ficam aqui e em nenhum outro lugar.</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Configurações</translation>
    </message>
    <message>
        <source>Tell me when a long job ends</source>
        <translation>Avisar quando um trabalho longo terminar</translation>
    </message>
    <message>
        <source>The folder of the source file</source>
        <translation>A pasta do arquivo de origem</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Tema</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>Threads</translation>
    </message>
    <message>
        <source>Work</source>
        <translation>Trabalho</translation>
    </message>
    <message>
        <source>Your data</source>
        <translation>Seus dados</translation>
    </message>
    <message>
        <source>date</source>
        <translation>data</translation>
    </message>
    <message>
        <source>letter</source>
        <translation>carta</translation>
    </message>
    <message>
        <source>model</source>
        <translation>modelo</translation>
    </message>
    <message>
        <source>name of the file</source>
        <translation>nome do arquivo</translation>
    </message>
    <message>
        <source>task</source>
        <translation>tarefa</translation>
    </message>
    <message>
        <source>time</source>
        <translation>hora</translation>
    </message>
</context>
<context>
    <name>Shortcuts</name>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Export the result</source>
        <translation>Exportar o resultado</translation>
    </message>
    <message>
        <source>Find in the result</source>
        <translation>Buscar no resultado</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Ajuda</translation>
    </message>
    <message>
        <source>Open files</source>
        <translation>Abrir arquivos</translation>
    </message>
    <message>
        <source>Paste text, files or a picture</source>
        <translation>Colar texto, arquivos ou uma imagem</translation>
    </message>
    <message>
        <source>Remove from the list</source>
        <translation>Remover da lista</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Executar</translation>
    </message>
    <message>
        <source>Search pages, actions and history</source>
        <translation>Buscar páginas, ações e histórico</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Configurações</translation>
    </message>
    <message>
        <source>Show or hide the result</source>
        <translation>Mostrar ou ocultar o resultado</translation>
    </message>
    <message>
        <source>Undo the removal</source>
        <translation>Desfazer a remoção</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>%1 left</source>
        <translation>faltam %1</translation>
    </message>
    <message numerus="yes">
        <source>%n in the queue</source>
        <translation>
            <numerusform>%n na fila</numerusform>
            <numerusform>%n na fila</numerusform>
        </translation>
    </message>
    <message>
        <source>0 bytes sent</source>
        <translation>0 bytes enviados</translation>
    </message>
    <message>
        <source>Ilha sends nothing, but the operating system does not stop the models from trying.</source>
        <translation>O Ilha não envia nada, mas o sistema operacional não impede os modelos de tentar.</translation>
    </message>
    <message>
        <source>Memory: window %1, engine %2</source>
        <translation>Memória: janela %1, motor %2</translation>
    </message>
    <message>
        <source>Network refused by the operating system</source>
        <translation>Rede recusada pelo sistema operacional</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>Offline, but not enforced on this computer</source>
        <translation>Offline, mas sem imposição neste computador</translation>
    </message>
    <message>
        <source>Offline, enforced by the operating system</source>
        <translation>Offline, imposto pelo sistema operacional</translation>
    </message>
    <message>
        <source>Queue empty</source>
        <translation>Fila vazia</translation>
    </message>
    <message>
        <source>Show or hide the result</source>
        <translation>Mostrar ou ocultar o resultado</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>The engine does not start on this computer</source>
        <translation>O motor não inicia neste computador</translation>
    </message>
    <message>
        <source>The process that runs the models cannot open a network connection, read the memory of other programs or write outside its work folder.</source>
        <translation>O processo que executa os modelos não consegue abrir conexões de rede, ler a memória de outros programas nem gravar fora da sua pasta de trabalho.</translation>
    </message>
    <message>
        <source>The process that runs the models cannot open a network connection. Memory of the window not protected: this system lacks Landlock.</source>
        <translation>O processo que executa os modelos não consegue abrir conexões de rede. A memória da janela não está protegida: este sistema não tem o Landlock.</translation>
    </message>
    <message>
        <source>This version of Ilha has no code that reaches the network.</source>
        <translation>Esta versão do Ilha não tem código que acesse a rede.</translation>
    </message>
    <message>
        <source>What the system enforces is shown once it is known.</source>
        <translation>O que o sistema impõe é mostrado assim que se sabe.</translation>
    </message>
</context>
<context>
    <name>TaskCards</name>
    <message>
        <source>What I can do</source>
        <translation>O que posso fazer</translation>
    </message>
</context>
<context>
    <name>TaskPage</name>
    <message>
        <source>%1 · they start at once</source>
        <translation>%1 · começam na hora</translation>
    </message>
    <message numerus="yes">
        <source>%n more cannot be used.</source>
        <translation>
            <numerusform>Mais %n não pode ser usado.</numerusform>
            <numerusform>Mais %n não podem ser usados.</numerusform>
        </translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modelo</translation>
    </message>
    <message>
        <source>This needs a model that is not on this computer.</source>
        <translation>Isto precisa de um modelo que não está neste computador.</translation>
    </message>
    <message>
        <source>incomplete</source>
        <translation>incompleto</translation>
    </message>
</context>
<context>
    <name>TextBox</name>
    <message>
        <source>Or type or paste a text here</source>
        <translation>Ou digite ou cole um texto aqui</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Texto</translation>
    </message>
    <message>
        <source>Use this text</source>
        <translation>Usar este texto</translation>
    </message>
</context>
<context>
    <name>TextViewer</name>
    <message>
        <source>Page and text</source>
        <translation>Página e texto</translation>
    </message>
    <message>
        <source>Text that was read</source>
        <translation>Texto lido</translation>
    </message>
    <message>
        <source>The picture is no longer where it was, so the text is shown alone.</source>
        <translation>A imagem não está mais onde estava; por isso, só o texto é mostrado.</translation>
    </message>
</context>
<context>
    <name>UndoBar</name>
    <message>
        <source>Bring it back</source>
        <translation>Trazer de volta</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Desfazer</translation>
    </message>
</context>
<context>
    <name>Units</name>
    <message>
        <source>%1 %</source>
        <translation>%1%</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
</context>
<context>
    <name>WindowCommands</name>
    <message>
        <source>Assistant</source>
        <translation>Assistente</translation>
    </message>
    <message>
        <source>Dark theme</source>
        <translation>Tema escuro</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Ajuda</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Histórico</translation>
    </message>
    <message>
        <source>Light theme</source>
        <translation>Tema claro</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Configurações</translation>
    </message>
    <message>
        <source>The clipboard holds nothing that can be used.</source>
        <translation>A área de transferência não tem nada que possa ser usado.</translation>
    </message>
</context>
<context>
    <name>errors</name>
    <message>
        <source>Check that you have permission to read it and that its disk is connected.</source>
        <translation>Verifique se você tem permissão para lê-lo e se o disco está conectado.</translation>
    </message>
    <message>
        <source>Choose a file that has content.</source>
        <translation>Escolha um arquivo que tenha conteúdo.</translation>
    </message>
    <message>
        <source>Choose a folder with pictures, PDF documents or texts.</source>
        <translation>Escolha uma pasta com imagens, documentos PDF ou textos.</translation>
    </message>
    <message>
        <source>Choose another folder, or change its permissions.</source>
        <translation>Escolha outra pasta ou mude as permissões dela.</translation>
    </message>
    <message>
        <source>Choose another model for this task, or install it first.</source>
        <translation>Escolha outro modelo para esta tarefa ou instale-o antes.</translation>
    </message>
    <message>
        <source>Close other programs, choose a smaller model, or cut the file into parts.</source>
        <translation>Feche outros programas, escolha um modelo menor ou divida o arquivo em partes.</translation>
    </message>
    <message>
        <source>Close the other program and try again.</source>
        <translation>Feche o outro programa e tente de novo.</translation>
    </message>
    <message>
        <source>Expected: {expected}.</source>
        <translation>Esperado: {expected}.</translation>
    </message>
    <message>
        <source>Formats: {formats}.</source>
        <translation>Formatos: {formats}.</translation>
    </message>
    <message>
        <source>Free some space and try again; nothing that was finished is lost.</source>
        <translation>Libere espaço e tente de novo; nada do que foi concluído se perdeu.</translation>
    </message>
    <message>
        <source>Ilha made a mistake of its own ({kind}).</source>
        <translation>O Ilha cometeu um erro próprio ({kind}).</translation>
    </message>
    <message>
        <source>Ilha was closed before this was finished.</source>
        <translation>O Ilha foi fechado antes de isto terminar.</translation>
    </message>
    <message>
        <source>Install it again. Expected digest {expected}, found {found}.</source>
        <translation>Instale-o de novo. Resumo esperado {expected}, encontrado {found}.</translation>
    </message>
    <message>
        <source>Install it again. The digest expected is {expected}.</source>
        <translation>Instale-o de novo. O resumo esperado é {expected}.</translation>
    </message>
    <message>
        <source>It may have been moved, renamed or deleted; add it again from its new place.</source>
        <translation>Pode ter sido movido, renomeado ou excluído; adicione-o de novo a partir do novo lugar.</translation>
    </message>
    <message>
        <source>It was started again and your other jobs go on. Retry this one if you like.</source>
        <translation>Ele foi iniciado de novo e seus outros trabalhos continuam. Tente este de novo, se quiser.</translation>
    </message>
    <message>
        <source>Its content decides, not its name. This accepts: {accepts}.</source>
        <translation>O conteúdo decide, não o nome. Aqui são aceitos: {accepts}.</translation>
    </message>
    <message>
        <source>Models for it: {models}.</source>
        <translation>Modelos para ela: {models}.</translation>
    </message>
    <message>
        <source>Nothing can be written to “{folder}”.</source>
        <translation>Não é possível gravar em “{folder}”.</translation>
    </message>
    <message>
        <source>Open it in another program, or fetch a fresh copy from where it came from.</source>
        <translation>Abra-o em outro programa ou obtenha uma nova cópia de onde ele veio.</translation>
    </message>
    <message>
        <source>Parameters: {parameters}.</source>
        <translation>Parâmetros: {parameters}.</translation>
    </message>
    <message>
        <source>Read it and accept it to use the model.</source>
        <translation>Leia-a e aceite-a para usar o modelo.</translation>
    </message>
    <message>
        <source>Reduce it or cut it into parts first.</source>
        <translation>Antes, reduza-o ou divida-o em partes.</translation>
    </message>
    <message>
        <source>Retry it.</source>
        <translation>Tente de novo.</translation>
    </message>
    <message>
        <source>Run “ilha doctor” in a terminal; it says what is missing.</source>
        <translation>Execute “ilha doctor” em um terminal; ele diz o que falta.</translation>
    </message>
    <message>
        <source>Save a copy without the password and add that.</source>
        <translation>Salve uma cópia sem a senha e adicione-a.</translation>
    </message>
    <message>
        <source>Tasks: {tasks}.</source>
        <translation>Tarefas: {tasks}.</translation>
    </message>
    <message>
        <source>The disk that holds “{folder}” is full.</source>
        <translation>O disco que contém “{folder}” está cheio.</translation>
    </message>
    <message>
        <source>The engine does not start on this computer.</source>
        <translation>O motor não inicia neste computador.</translation>
    </message>
    <message>
        <source>The engine gave no answer in time.</source>
        <translation>O motor não respondeu a tempo.</translation>
    </message>
    <message>
        <source>The engine stopped while it worked on this ({exit}).</source>
        <translation>O motor parou enquanto trabalhava nisto ({exit}).</translation>
    </message>
    <message>
        <source>The file may be damaged. Your other files are not affected.</source>
        <translation>O arquivo pode estar danificado. Seus outros arquivos não são afetados.</translation>
    </message>
    <message>
        <source>The folder “{name}” holds nothing Ilha can work on.</source>
        <translation>A pasta “{name}” não tem nada com que o Ilha possa trabalhar.</translation>
    </message>
    <message>
        <source>The licence of the model “{model}” was not accepted.</source>
        <translation>A licença do modelo “{model}” não foi aceita.</translation>
    </message>
    <message>
        <source>The model “{model}” cannot be used for this.</source>
        <translation>O modelo “{model}” não pode ser usado para isto.</translation>
    </message>
    <message>
        <source>The model “{model}” is incomplete: its file “{file}” is missing.</source>
        <translation>O modelo “{model}” está incompleto: falta o arquivo “{file}”.</translation>
    </message>
    <message>
        <source>The model “{model}” is not on this computer.</source>
        <translation>O modelo “{model}” não está neste computador.</translation>
    </message>
    <message>
        <source>The model “{model}” was altered: its file “{file}” is not the original.</source>
        <translation>O modelo “{model}” foi alterado: o arquivo “{file}” não é o original.</translation>
    </message>
    <message>
        <source>The task “{task}” has no parameter “{name}”.</source>
        <translation>A tarefa “{task}” não tem o parâmetro “{name}”.</translation>
    </message>
    <message>
        <source>There is no model “{model}” for the task “{task}”.</source>
        <translation>Não há modelo “{model}” para a tarefa “{task}”.</translation>
    </message>
    <message>
        <source>There is no task “{task}”.</source>
        <translation>Não há tarefa “{task}”.</translation>
    </message>
    <message>
        <source>There was not enough memory for this.</source>
        <translation>Não havia memória suficiente para isto.</translation>
    </message>
    <message>
        <source>This result cannot be written as “{format}”.</source>
        <translation>Este resultado não pode ser gravado como “{format}”.</translation>
    </message>
    <message>
        <source>Try again; close other busy programs first.</source>
        <translation>Tente de novo; antes, feche outros programas ocupados.</translation>
    </message>
    <message>
        <source>Try again; if it happens again, copy the details into a bug report.</source>
        <translation>Tente de novo; se acontecer outra vez, copie os detalhes para um relato de defeito.</translation>
    </message>
    <message>
        <source>{reason}</source>
        <translation>{reason}</translation>
    </message>
    <message>
        <source>“ilha --help” lists the commands.</source>
        <translation>“ilha --help” lista os comandos.</translation>
    </message>
    <message>
        <source>“{folder}” is in use by another program.</source>
        <translation>“{folder}” está em uso por outro programa.</translation>
    </message>
    <message>
        <source>“{name}” cannot be opened.</source>
        <translation>Não é possível abrir “{name}”.</translation>
    </message>
    <message>
        <source>“{name}” is a kind of file this cannot use ({label}).</source>
        <translation>“{name}” é de um tipo que não pode ser usado aqui ({label}).</translation>
    </message>
    <message>
        <source>“{name}” is damaged and cannot be read to its end.</source>
        <translation>“{name}” está danificado e não pode ser lido até o fim.</translation>
    </message>
    <message>
        <source>“{name}” is empty.</source>
        <translation>“{name}” está vazio.</translation>
    </message>
    <message>
        <source>“{name}” is no longer there.</source>
        <translation>“{name}” não está mais lá.</translation>
    </message>
    <message>
        <source>“{name}” is protected by a password.</source>
        <translation>“{name}” está protegido por senha.</translation>
    </message>
    <message>
        <source>“{name}” is too large: {found} {unit}, at most {limit} {unit} are read.</source>
        <translation>“{name}” é grande demais: {found} {unit}; no máximo {limit} {unit} são lidos.</translation>
    </message>
    <message>
        <source>“{name}” stopped the engine twice and is set aside.</source>
        <translation>“{name}” parou o motor duas vezes e foi posto de lado.</translation>
    </message>
    <message>
        <source>“{value}” is no value for the parameter “{name}”.</source>
        <translation>“{value}” não é um valor para o parâmetro “{name}”.</translation>
    </message>
</context>
<context>
    <name>labels</name>
    <message>
        <source>negative</source>
        <translation>negativo</translation>
    </message>
    <message>
        <source>neutral</source>
        <translation>neutro</translation>
    </message>
    <message>
        <source>positive</source>
        <translation>positivo</translation>
    </message>
</context>
<context>
    <name>media</name>
    <message>
        <source>7-Zip archive</source>
        <translation>Arquivo compactado 7-Zip</translation>
    </message>
    <message>
        <source>AAC sound</source>
        <translation>Som AAC</translation>
    </message>
    <message>
        <source>AIFF sound</source>
        <translation>Som AIFF</translation>
    </message>
    <message>
        <source>AVI film</source>
        <translation>Vídeo AVI</translation>
    </message>
    <message>
        <source>AVIF image</source>
        <translation>Imagem AVIF</translation>
    </message>
    <message>
        <source>Animated GIF image</source>
        <translation>Imagem GIF animada</translation>
    </message>
    <message>
        <source>BMP image</source>
        <translation>Imagem BMP</translation>
    </message>
    <message>
        <source>Bzip2 archive</source>
        <translation>Arquivo compactado Bzip2</translation>
    </message>
    <message>
        <source>CSV table</source>
        <translation>Tabela CSV</translation>
    </message>
    <message>
        <source>EPUB book</source>
        <translation>Livro EPUB</translation>
    </message>
    <message>
        <source>Empty file</source>
        <translation>Arquivo vazio</translation>
    </message>
    <message>
        <source>Excel 97 workbook</source>
        <translation>Planilha do Excel 97</translation>
    </message>
    <message>
        <source>Excel workbook</source>
        <translation>Planilha do Excel</translation>
    </message>
    <message>
        <source>FLAC sound</source>
        <translation>Som FLAC</translation>
    </message>
    <message>
        <source>Film of another format</source>
        <translation>Vídeo de outro formato</translation>
    </message>
    <message>
        <source>Font collection</source>
        <translation>Coleção de fontes</translation>
    </message>
    <message>
        <source>Font of another format</source>
        <translation>Fonte de outro formato</translation>
    </message>
    <message>
        <source>GGUF model</source>
        <translation>Modelo GGUF</translation>
    </message>
    <message>
        <source>GIF image</source>
        <translation>Imagem GIF</translation>
    </message>
    <message>
        <source>Gzip archive</source>
        <translation>Arquivo compactado Gzip</translation>
    </message>
    <message>
        <source>HEIC image</source>
        <translation>Imagem HEIC</translation>
    </message>
    <message>
        <source>HTML page</source>
        <translation>Página HTML</translation>
    </message>
    <message>
        <source>Image of another format</source>
        <translation>Imagem de outro formato</translation>
    </message>
    <message>
        <source>JPEG 2000 image</source>
        <translation>Imagem JPEG 2000</translation>
    </message>
    <message>
        <source>JPEG XL image</source>
        <translation>Imagem JPEG XL</translation>
    </message>
    <message>
        <source>JPEG image</source>
        <translation>Imagem JPEG</translation>
    </message>
    <message>
        <source>JSON data</source>
        <translation>Dados JSON</translation>
    </message>
    <message>
        <source>JSON lines</source>
        <translation>Linhas JSON</translation>
    </message>
    <message>
        <source>Java class</source>
        <translation>Classe Java</translation>
    </message>
    <message>
        <source>Linux program or library</source>
        <translation>Programa ou biblioteca do Linux</translation>
    </message>
    <message>
        <source>M4A sound</source>
        <translation>Som M4A</translation>
    </message>
    <message>
        <source>MP3 sound</source>
        <translation>Som MP3</translation>
    </message>
    <message>
        <source>MP4 film</source>
        <translation>Vídeo MP4</translation>
    </message>
    <message>
        <source>MPEG film</source>
        <translation>Vídeo MPEG</translation>
    </message>
    <message>
        <source>Markdown text</source>
        <translation>Texto Markdown</translation>
    </message>
    <message>
        <source>Matroska film</source>
        <translation>Vídeo Matroska</translation>
    </message>
    <message>
        <source>ONNX model</source>
        <translation>Modelo ONNX</translation>
    </message>
    <message>
        <source>Ogg film</source>
        <translation>Vídeo Ogg</translation>
    </message>
    <message>
        <source>Ogg sound</source>
        <translation>Som Ogg</translation>
    </message>
    <message>
        <source>Old or encrypted Office file</source>
        <translation>Arquivo do Office antigo ou criptografado</translation>
    </message>
    <message>
        <source>OpenDocument presentation</source>
        <translation>Apresentação OpenDocument</translation>
    </message>
    <message>
        <source>OpenDocument spreadsheet</source>
        <translation>Planilha OpenDocument</translation>
    </message>
    <message>
        <source>OpenDocument text</source>
        <translation>Texto OpenDocument</translation>
    </message>
    <message>
        <source>OpenType font</source>
        <translation>Fonte OpenType</translation>
    </message>
    <message>
        <source>Opus sound</source>
        <translation>Som Opus</translation>
    </message>
    <message>
        <source>PDF document</source>
        <translation>Documento PDF</translation>
    </message>
    <message>
        <source>PDF documents</source>
        <translation>documentos PDF</translation>
    </message>
    <message>
        <source>PNG image</source>
        <translation>Imagem PNG</translation>
    </message>
    <message>
        <source>Parquet table</source>
        <translation>Tabela Parquet</translation>
    </message>
    <message>
        <source>Plain text</source>
        <translation>Texto simples</translation>
    </message>
    <message>
        <source>Plain text (Latin-1 or similar)</source>
        <translation>Texto simples (Latin-1 ou parecido)</translation>
    </message>
    <message>
        <source>Plain text (UTF-16)</source>
        <translation>Texto simples (UTF-16)</translation>
    </message>
    <message>
        <source>Plain text (UTF-32)</source>
        <translation>Texto simples (UTF-32)</translation>
    </message>
    <message>
        <source>PostScript document</source>
        <translation>Documento PostScript</translation>
    </message>
    <message>
        <source>PowerPoint 97 presentation</source>
        <translation>Apresentação do PowerPoint 97</translation>
    </message>
    <message>
        <source>PowerPoint presentation</source>
        <translation>Apresentação do PowerPoint</translation>
    </message>
    <message>
        <source>PyTorch model</source>
        <translation>Modelo PyTorch</translation>
    </message>
    <message>
        <source>QuickTime film</source>
        <translation>Vídeo QuickTime</translation>
    </message>
    <message>
        <source>RAR archive</source>
        <translation>Arquivo compactado RAR</translation>
    </message>
    <message>
        <source>Rich Text document</source>
        <translation>Documento Rich Text</translation>
    </message>
    <message>
        <source>SQLite database</source>
        <translation>Banco de dados SQLite</translation>
    </message>
    <message>
        <source>SVG drawing</source>
        <translation>Desenho SVG</translation>
    </message>
    <message>
        <source>Safetensors model</source>
        <translation>Modelo Safetensors</translation>
    </message>
    <message>
        <source>Sound of another format</source>
        <translation>Som de outro formato</translation>
    </message>
    <message>
        <source>SubRip subtitles</source>
        <translation>Legendas SubRip</translation>
    </message>
    <message>
        <source>TAR archive</source>
        <translation>Arquivo TAR</translation>
    </message>
    <message>
        <source>TIFF image</source>
        <translation>Imagem TIFF</translation>
    </message>
    <message>
        <source>TSV table</source>
        <translation>Tabela TSV</translation>
    </message>
    <message>
        <source>TrueType font</source>
        <translation>Fonte TrueType</translation>
    </message>
    <message>
        <source>Unknown binary file</source>
        <translation>Arquivo binário desconhecido</translation>
    </message>
    <message>
        <source>WAV sound</source>
        <translation>Som WAV</translation>
    </message>
    <message>
        <source>WOFF font</source>
        <translation>Fonte WOFF</translation>
    </message>
    <message>
        <source>WOFF2 font</source>
        <translation>Fonte WOFF2</translation>
    </message>
    <message>
        <source>WebAssembly module</source>
        <translation>Módulo WebAssembly</translation>
    </message>
    <message>
        <source>WebM film</source>
        <translation>Vídeo WebM</translation>
    </message>
    <message>
        <source>WebP image</source>
        <translation>Imagem WebP</translation>
    </message>
    <message>
        <source>WebVTT subtitles</source>
        <translation>Legendas WebVTT</translation>
    </message>
    <message>
        <source>Windows icon</source>
        <translation>Ícone do Windows</translation>
    </message>
    <message>
        <source>Windows program or library</source>
        <translation>Programa ou biblioteca do Windows</translation>
    </message>
    <message>
        <source>Word 97 document</source>
        <translation>Documento do Word 97</translation>
    </message>
    <message>
        <source>Word document</source>
        <translation>Documento do Word</translation>
    </message>
    <message>
        <source>XML document</source>
        <translation>Documento XML</translation>
    </message>
    <message>
        <source>XZ archive</source>
        <translation>Arquivo compactado XZ</translation>
    </message>
    <message>
        <source>ZIP archive</source>
        <translation>Arquivo compactado ZIP</translation>
    </message>
    <message>
        <source>Zstandard archive</source>
        <translation>Arquivo compactado Zstandard</translation>
    </message>
    <message>
        <source>documents</source>
        <translation>documentos</translation>
    </message>
    <message>
        <source>macOS program or library</source>
        <translation>Programa ou biblioteca do macOS</translation>
    </message>
    <message>
        <source>pictures</source>
        <translation>imagens</translation>
    </message>
    <message>
        <source>recordings</source>
        <translation>gravações</translation>
    </message>
    <message>
        <source>tables</source>
        <translation>tabelas</translation>
    </message>
    <message>
        <source>texts</source>
        <translation>textos</translation>
    </message>
    <message>
        <source>videos</source>
        <translation>vídeos</translation>
    </message>
</context>
<context>
    <name>tasks</name>
    <message>
        <source>Also read lines that stand on their head; a little slower.</source>
        <translation>Ler também linhas de cabeça para baixo; um pouco mais lento.</translation>
    </message>
    <message>
        <source>Certainty</source>
        <translation>Certeza</translation>
    </message>
    <message>
        <source>How many labels to give, the best first.</source>
        <translation>Quantos rótulos mostrar, do mais provável ao menos.</translation>
    </message>
    <message>
        <source>Judge the text as a whole, or every line by itself as well.</source>
        <translation>Avaliar o texto como um todo ou também cada linha.</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Rótulos</translation>
    </message>
    <message>
        <source>Lines the model is less sure of are left out (0 to 1).</source>
        <translation>Linhas de que o modelo tem menos certeza ficam de fora (0 a 1).</translation>
    </message>
    <message>
        <source>Names what a photo shows, with how sure the model is.</source>
        <translation>Diz o que uma foto mostra e com quanta certeza.</translation>
    </message>
    <message>
        <source>Read text</source>
        <translation>Ler texto</translation>
    </message>
    <message>
        <source>Sentiment</source>
        <translation>Sentimento</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>Dividir</translation>
    </message>
    <message>
        <source>Text from scans, photos and PDF pages, with the place of every line.</source>
        <translation>Texto de digitalizações, fotos e páginas PDF, com o lugar de cada linha.</translation>
    </message>
    <message>
        <source>Turn lines upright</source>
        <translation>Desvirar linhas</translation>
    </message>
    <message>
        <source>What is in this picture</source>
        <translation>O que há nesta imagem</translation>
    </message>
    <message>
        <source>Whether a text is negative, neutral or positive, as a whole or line by line.</source>
        <translation>Se um texto é negativo, neutro ou positivo, como um todo ou linha por linha.</translation>
    </message>
    <message>
        <source>lines</source>
        <translation>linhas</translation>
    </message>
    <message>
        <source>none</source>
        <translation>nenhuma</translation>
    </message>
</context>
<context>
    <name>units</name>
    <message>
        <source>megapixels</source>
        <translation>megapixels</translation>
    </message>
    <message>
        <source>million characters</source>
        <translation>milhões de caracteres</translation>
    </message>
</context>
</TS>
