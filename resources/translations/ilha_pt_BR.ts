<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="pt_BR" sourcelanguage="en">
<context>
    <name>AskCard</name>
    <message>
        <source>Not now</source>
        <translation>Agora não</translation>
    </message>
</context>
<context>
    <name>AssistantDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Documents it answers from, and whether it searches my files</source>
        <translation>Documentos em que se baseia, e se busca nos meus arquivos</translation>
    </message>
    <message>
        <source>Edit the assistant</source>
        <translation>Editar o assistente</translation>
    </message>
    <message>
        <source>Icon</source>
        <translation>Ícone</translation>
    </message>
    <message>
        <source>Icon “%1”</source>
        <translation>Ícone “%1”</translation>
    </message>
    <message>
        <source>Instructions, said before each conversation</source>
        <translation>Instruções, ditas antes de cada conversa</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Salvar</translation>
    </message>
    <message>
        <source>Keep as a copy</source>
        <translation>Salvar como cópia</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modelo</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nome</translation>
    </message>
    <message>
        <source>New assistant</source>
        <translation>Novo assistente</translation>
    </message>
    <message>
        <source>Put the text of dropped files into the message</source>
        <translation>Pôr na mensagem o texto dos arquivos soltos</translation>
    </message>
    <message>
        <source>The first one that is there</source>
        <translation>O primeiro que houver</translation>
    </message>
    <message>
        <source>What it does, in one sentence</source>
        <translation>O que faz, em uma frase</translation>
    </message>
</context>
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
        <source>Pictures, PDF documents, texts and recordings · or paste with Ctrl+V</source>
        <translation>Imagens, documentos PDF, textos e gravações · ou cole com Ctrl+V</translation>
    </message>
    <message>
        <source>Pictures, PDFs, texts</source>
        <translation>Imagens, PDFs, textos</translation>
    </message>
    <message>
        <source>Pictures, PDFs, texts, recordings</source>
        <translation>Imagens, PDFs, textos, gravações</translation>
    </message>
    <message>
        <source>What shall I look at?</source>
        <translation>O que devo examinar?</translation>
    </message>
</context>
<context>
    <name>AttemptModel</name>
    <message>
        <source>How</source>
        <translation>Como</translation>
    </message>
    <message>
        <source>It was let</source>
        <translation>Foi permitido</translation>
    </message>
    <message>
        <source>Refused: {error} ({said})</source>
        <translation>Negado: {error} ({said})</translation>
    </message>
    <message>
        <source>What the engine tried</source>
        <translation>O que o motor tentou</translation>
    </message>
    <message>
        <source>What the system answered</source>
        <translation>O que o sistema respondeu</translation>
    </message>
</context>
<context>
    <name>AvailablePane</name>
    <message>
        <source>Available</source>
        <translation>Disponíveis</translation>
    </message>
    <message>
        <source>Back to the catalogue</source>
        <translation>Voltar ao catálogo</translation>
    </message>
    <message>
        <source>Catalogue</source>
        <translation>Catálogo</translation>
    </message>
    <message>
        <source>Models of the Hub</source>
        <translation>Modelos do Hub</translation>
    </message>
    <message>
        <source>Models of the catalogue</source>
        <translation>Modelos do catálogo</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mais</translation>
    </message>
    <message>
        <source>More models</source>
        <translation>Mais modelos</translation>
    </message>
    <message>
        <source>Nothing in the catalogue fits these filters. Press Enter in the field to ask the Hub.</source>
        <translation>Nada no catálogo combina com estes filtros. Pressione Enter no campo para perguntar ao Hub.</translation>
    </message>
    <message>
        <source>On the Hub</source>
        <translation>No Hub</translation>
    </message>
    <message>
        <source>The Hub has nothing with these words.</source>
        <translation>O Hub não tem nada com estas palavras.</translation>
    </message>
    <message>
        <source>The built-in catalogue; it is here without a network.</source>
        <translation>O catálogo do programa; está aqui mesmo sem rede.</translation>
    </message>
    <message>
        <source>What a server says about its models; look closer before you download one.</source>
        <translation>O que um servidor diz dos seus modelos; olhe de perto antes de baixar um.</translation>
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
    <name>BoxesViewer</name>
    <message numerus="yes">
        <source>%Ln thing(s) found</source>
        <translation>
            <numerusform>%Ln coisa encontrada</numerusform>
            <numerusform>%Ln coisas encontradas</numerusform>
        </translation>
    </message>
    <message>
        <source>At least</source>
        <translation>Pelo menos</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nada encontrado</translation>
    </message>
    <message>
        <source>Nothing was sure enough to be shown. A lower certainty in the options of the task finds more.</source>
        <translation>Nada foi reconhecido com certeza suficiente para ser mostrado. Com uma certeza menor nas opções da tarefa, mais coisas são encontradas.</translation>
    </message>
    <message>
        <source>Show only what is at least this sure</source>
        <translation>Mostrar só o que é pelo menos tão certo</translation>
    </message>
    <message>
        <source>What was found, cut out</source>
        <translation>O que foi encontrado, recortado</translation>
    </message>
    <message>
        <source>What was found, the surest first</source>
        <translation>O que foi encontrado, o mais certo primeiro</translation>
    </message>
    <message>
        <source>{shown} of {count} shown</source>
        <translation>{shown} de {count} mostrados</translation>
    </message>
</context>
<context>
    <name>ChatBody</name>
    <message>
        <source>Answer</source>
        <translation>Resposta</translation>
    </message>
</context>
<context>
    <name>ChatComposer</name>
    <message>
        <source>%1 of %2 tokens in mind</source>
        <translation>%1 de %2 tokens em mente</translation>
    </message>
    <message>
        <source>End the answer; what there is of it stays</source>
        <translation>Terminar a resposta; o que há dela continua</translation>
    </message>
    <message>
        <source>Enter sends, Shift+Enter begins a new line</source>
        <translation>Enter envia, Shift+Enter começa uma nova linha</translation>
    </message>
    <message>
        <source>Full: it forgets the oldest turns</source>
        <translation>Cheio: as mensagens mais antigas são esquecidas</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Mensagem</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Enviar</translation>
    </message>
    <message>
        <source>Send the message</source>
        <translation>Enviar a mensagem</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Parar</translation>
    </message>
    <message>
        <source>What the model holds in mind</source>
        <translation>O que o modelo mantém em mente</translation>
    </message>
    <message>
        <source>When the model can hold no more, the oldest turns are left out of its mind; here they stay.</source>
        <translation>Quando o modelo não consegue manter mais nada em mente, as mensagens mais antigas ficam de fora; aqui elas continuam.</translation>
    </message>
    <message>
        <source>Write a message</source>
        <translation>Escreva uma mensagem</translation>
    </message>
</context>
<context>
    <name>ChatDocuments</name>
    <message>
        <source>Answer from a folder</source>
        <translation>Responder a partir de uma pasta</translation>
    </message>
    <message>
        <source>Answer from a folder…</source>
        <translation>Responder a partir de uma pasta…</translation>
    </message>
    <message>
        <source>Answer from documents; files can also be dropped here</source>
        <translation>Responder a partir de documentos; também dá para soltar arquivos aqui</translation>
    </message>
    <message>
        <source>Answer from files</source>
        <translation>Responder a partir de arquivos</translation>
    </message>
    <message>
        <source>Answer from files…</source>
        <translation>Responder a partir de arquivos…</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>Documentos</translation>
    </message>
    <message>
        <source>Put the text of a file into the message</source>
        <translation>Pôr o texto de um arquivo na mensagem</translation>
    </message>
    <message>
        <source>Put the text of a file into the message…</source>
        <translation>Pôr o texto de um arquivo na mensagem…</translation>
    </message>
    <message>
        <source>Search my files with each question</source>
        <translation>Buscar nos meus arquivos a cada pergunta</translation>
    </message>
</context>
<context>
    <name>ChatFrame</name>
    <message>
        <source>All chats</source>
        <translation>Todas as conversas</translation>
    </message>
    <message>
        <source>Better models</source>
        <translation>Modelos melhores</translation>
    </message>
    <message>
        <source>Larger models know more and are slower</source>
        <translation>Modelos maiores sabem mais e são mais lentos</translation>
    </message>
    <message>
        <source>Open it</source>
        <translation>Abrir</translation>
    </message>
    <message>
        <source>This link is none that can be opened: %1</source>
        <translation>Este link não pode ser aberto: %1</translation>
    </message>
    <message>
        <source>This link leads out of Ilha, to %1</source>
        <translation>Este link leva para fora do Ilha, a %1</translation>
    </message>
</context>
<context>
    <name>ChatHead</name>
    <message>
        <source>Delete</source>
        <translation>Excluir</translation>
    </message>
    <message>
        <source>Export as Markdown…</source>
        <translation>Exportar como Markdown…</translation>
    </message>
    <message>
        <source>Export as a web page…</source>
        <translation>Exportar como página da web…</translation>
    </message>
    <message>
        <source>Export with all branches (JSON)…</source>
        <translation>Exportar com todos os ramos (JSON)…</translation>
    </message>
    <message>
        <source>Keep these options as an assistant</source>
        <translation>Guardar estas opções como assistente</translation>
    </message>
    <message>
        <source>Model, instructions, and how the words are drawn</source>
        <translation>Modelo, instruções e como as palavras são sorteadas</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mais</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>Opções</translation>
    </message>
    <message>
        <source>Options · changed</source>
        <translation>Opções · alteradas</translation>
    </message>
    <message>
        <source>Rename, export or delete this chat</source>
        <translation>Renomear, exportar ou excluir esta conversa</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Renomear…</translation>
    </message>
    <message>
        <source>Title of the chat</source>
        <translation>Título da conversa</translation>
    </message>
</context>
<context>
    <name>ChatList</name>
    <message>
        <source>Begin another conversation; this one stays in the list</source>
        <translation>Começar outra conversa; esta continua na lista</translation>
    </message>
    <message>
        <source>Chats</source>
        <translation>Conversas</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Excluir</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>Nova conversa</translation>
    </message>
    <message>
        <source>Nothing was found.</source>
        <translation>Nada foi encontrado.</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Renomear…</translation>
    </message>
    <message>
        <source>Search chats</source>
        <translation>Buscar conversas</translation>
    </message>
    <message>
        <source>Words of titles and messages</source>
        <translation>Palavras de títulos e mensagens</translation>
    </message>
    <message>
        <source>Your chats stay on this computer.</source>
        <translation>Suas conversas ficam neste computador.</translation>
    </message>
</context>
<context>
    <name>ChatOptions</name>
    <message>
        <source>Options</source>
        <translation>Opções</translation>
    </message>
</context>
<context>
    <name>ChatPage</name>
    <message>
        <source>A chat takes words and files. Pictures find their place on the page “Assistant”.</source>
        <translation>Uma conversa aceita palavras e arquivos. O lugar das imagens é a página “Assistente”.</translation>
    </message>
    <message>
        <source>A model of %1 explains and drafts; check names, figures and facts, and it knows no news.</source>
        <translation>Um modelo de %1 explica e redige; confira nomes, números e fatos, e ele não conhece notícias.</translation>
    </message>
    <message>
        <source>A model of %1 rewrites, shortens and lists; facts and sums are often wrong, and it knows no news.</source>
        <translation>Um modelo de %1 reescreve, resume e lista; fatos e contas muitas vezes estão errados, e ele não conhece notícias.</translation>
    </message>
    <message>
        <source>Chat deleted</source>
        <translation>Conversa excluída</translation>
    </message>
    <message>
        <source>Export the chat</source>
        <translation>Exportar a conversa</translation>
    </message>
    <message>
        <source>It speaks %1 alone.</source>
        <translation>Ele só fala %1.</translation>
    </message>
    <message>
        <source>Kept as “%1”. It is among those who can answer a new chat.</source>
        <translation>Guardado como “%1”. Ele está entre os que podem responder a uma nova conversa.</translation>
    </message>
    <message>
        <source>My assistant</source>
        <translation>Meu assistente</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>Nova conversa</translation>
    </message>
    <message>
        <source>No model yet</source>
        <translation>Nenhum modelo ainda</translation>
    </message>
    <message>
        <source>Saved as “%1”.</source>
        <translation>Salvo como “%1”.</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Mostrar na pasta</translation>
    </message>
    <message>
        <source>The text is long: the first %1 characters of it are in the message.</source>
        <translation>O texto é longo: os primeiros %1 caracteres estão na mensagem.</translation>
    </message>
    <message>
        <source>“%1” is being read.</source>
        <translation>“%1” está sendo lido.</translation>
    </message>
</context>
<context>
    <name>ChatSources</name>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln arquivo</numerusform>
            <numerusform>%Ln arquivos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln passage(s) from %1</source>
        <translation>
            <numerusform>%Ln trecho de %1</numerusform>
            <numerusform>%Ln trechos de %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Show what the answer was written from</source>
        <translation>Mostrar de onde veio a resposta</translation>
    </message>
</context>
<context>
    <name>ChatStart</name>
    <message>
        <source>Change the assistant that is picked; one of the program becomes a copy</source>
        <translation>Alterar o assistente escolhido; um do programa vira uma cópia</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Editar…</translation>
    </message>
    <message>
        <source>Everything that is said stays on this computer; nothing is sent anywhere.</source>
        <translation>Tudo o que é dito fica neste computador; nada é enviado a lugar nenhum.</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportar…</translation>
    </message>
    <message>
        <source>Give the assistant away</source>
        <translation>Exportar o assistente</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importar…</translation>
    </message>
    <message>
        <source>It is part of the program</source>
        <translation>Faz parte do programa</translation>
    </message>
    <message>
        <source>Make an assistant of your own: instructions, model, documents</source>
        <translation>Criar um assistente seu: instruções, modelo, documentos</translation>
    </message>
    <message>
        <source>New…</source>
        <translation>Novo…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Remover</translation>
    </message>
    <message>
        <source>Saved as “%1”.</source>
        <translation>Salvo como “%1”.</translation>
    </message>
    <message>
        <source>Take in an assistant</source>
        <translation>Importar um assistente</translation>
    </message>
    <message>
        <source>Take in an assistant from a file</source>
        <translation>Importar um assistente de um arquivo</translation>
    </message>
    <message>
        <source>Who should answer?</source>
        <translation>Quem deve responder?</translation>
    </message>
    <message>
        <source>Write the assistant that is picked as one readable file</source>
        <translation>Gravar o assistente escolhido como um arquivo legível</translation>
    </message>
</context>
<context>
    <name>ChatTranslation</name>
    <message>
        <source>%1 → %2</source>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <source>Translating…</source>
        <translation>Traduzindo…</translation>
    </message>
    <message>
        <source>Translation of the answer</source>
        <translation>Tradução da resposta</translation>
    </message>
</context>
<context>
    <name>ChipBar</name>
    <message>
        <source>Models for “%1”</source>
        <translation>Modelos para “%1”</translation>
    </message>
    <message>
        <source>What fits</source>
        <translation>O que serve</translation>
    </message>
    <message>
        <source>about %1</source>
        <translation>cerca de %1</translation>
    </message>
    <message>
        <source>under a second</source>
        <translation>menos de um segundo</translation>
    </message>
    <message>
        <source>“%1” needs a model that is not on this computer.</source>
        <translation>“%1” precisa de um modelo que não está neste computador.</translation>
    </message>
</context>
<context>
    <name>CodeBlock</name>
    <message>
        <source>Code</source>
        <translation>Código</translation>
    </message>
    <message>
        <source>Copy the code</source>
        <translation>Copiar o código</translation>
    </message>
    <message>
        <source>Copy the table</source>
        <translation>Copiar a tabela</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabela</translation>
    </message>
</context>
<context>
    <name>ColumnDialog</name>
    <message>
        <source>A table through a recipe</source>
        <translation>Uma tabela por uma receita</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Each step works on every row, and the next one on what it has written there.</source>
        <translation>Cada passo trabalha em todas as linhas, e o seguinte no que ele escreveu ali.</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Começar</translation>
    </message>
</context>
<context>
    <name>ConfusionView</name>
    <message>
        <source>no answer</source>
        <translation>sem resposta</translation>
    </message>
</context>
<context>
    <name>ConnectionForm</name>
    <message>
        <source>%1: certificates</source>
        <translation>%1: certificados</translation>
    </message>
    <message>
        <source>A mirror speaks as the Hub does. HF_ENDPOINT counts more.</source>
        <translation>Um espelho fala como o Hub. HF_ENDPOINT vale mais.</translation>
    </message>
    <message>
        <source>As the system says</source>
        <translation>Como o sistema diz</translation>
    </message>
    <message>
        <source>Choose a file of certificates</source>
        <translation>Escolha um arquivo de certificados</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Escolher…</translation>
    </message>
    <message>
        <source>File of certificates</source>
        <translation>Arquivo de certificados</translation>
    </message>
    <message>
        <source>Those of the system</source>
        <translation>Os do sistema</translation>
    </message>
    <message>
        <source>Trust the certificates in a file instead, as some companies want it</source>
        <translation>Confiar nos certificados de um arquivo, como algumas empresas pedem</translation>
    </message>
    <message>
        <source>“none” for none. Name and password in it are kept in the keyring of this system, else for this run.</source>
        <translation>“none” para nenhum. Nome e senha nele ficam no chaveiro deste sistema; sem chaveiro, só até o Ilha ser fechado.</translation>
    </message>
</context>
<context>
    <name>ConsentCard</name>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n arquivo</numerusform>
            <numerusform>%n arquivos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>mais %n</numerusform>
            <numerusform>mais %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Ask it</source>
        <translation>Perguntar</translation>
    </message>
    <message>
        <source>Commit</source>
        <translation>Commit</translation>
    </message>
    <message>
        <source>Download from {host} and install</source>
        <translation>Baixar de {host} e instalar</translation>
    </message>
    <message>
        <source>Download {size}</source>
        <translation>Baixar {size}</translation>
    </message>
    <message>
        <source>Download {size} from {host}?</source>
        <translation>Baixar {size} de {host}?</translation>
    </message>
    <message>
        <source>Every byte is compared with the digest of its commit before anything is installed.</source>
        <translation>Cada byte é comparado com o resumo do seu commit antes que algo seja instalado.</translation>
    </message>
    <message>
        <source>It would be asked for the list of files, the card and the configuration of “{subject}”.</source>
        <translation>Seriam pedidos a lista de arquivos, a ficha e a configuração de “{subject}”.</translation>
    </message>
    <message>
        <source>It would be asked for the newest commit and the list of files of: {subject}.</source>
        <translation>Seriam pedidos o commit mais novo e a lista de arquivos de: {subject}.</translation>
    </message>
    <message>
        <source>It would be asked which files “{subject}” needs. Before they are downloaded you are asked again.</source>
        <translation>Seria perguntado de quais arquivos “{subject}” precisa. Antes de baixá-los, o Ilha pergunta de novo.</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Licença</translation>
    </message>
    <message>
        <source>May Ilha ask {host}?</source>
        <translation>O Ilha pode perguntar a {host}?</translation>
    </message>
    <message>
        <source>Mind</source>
        <translation>Atenção</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modelo</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Agora não</translation>
    </message>
    <message>
        <source>Nothing more is sent</source>
        <translation>Nada mais é enviado</translation>
    </message>
    <message>
        <source>Nothing was sent so far. Your yes holds for this one question; then Ilha is offline again.</source>
        <translation>Nada foi enviado até agora. Seu sim vale só para esta pergunta; depois o Ilha volta a ficar offline.</translation>
    </message>
    <message>
        <source>Nothing was sent so far. Your yes holds for this server until Ilha is closed.</source>
        <translation>Nada foi enviado até agora. Seu sim vale para este servidor até o Ilha ser fechado.</translation>
    </message>
    <message>
        <source>Send this question to {host}</source>
        <translation>Enviar esta pergunta a {host}</translation>
    </message>
    <message>
        <source>The words “{subject}” would be sent, and what fits would be listed here.</source>
        <translation>As palavras “{subject}” seriam enviadas, e o que combina seria listado aqui.</translation>
    </message>
    <message>
        <source>commit %1</source>
        <translation>commit %1</translation>
    </message>
    <message>
        <source>{licence}; made from a model under {base}</source>
        <translation>{licence}; feito a partir de um modelo sob {base}</translation>
    </message>
</context>
<context>
    <name>CreditsDialog</name>
    <message>
        <source>%1, made from a model under %2</source>
        <translation>%1, feito a partir de um modelo sob %2</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fechar</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>Copy the list as Markdown</source>
        <translation>Copiar a lista como Markdown</translation>
    </message>
    <message>
        <source>From %1.</source>
        <translation>De %1.</translation>
    </message>
    <message>
        <source>Models and their licences</source>
        <translation>Modelos e suas licenças</translation>
    </message>
    <message>
        <source>Save the list</source>
        <translation>Salvar a lista</translation>
    </message>
    <message>
        <source>Save the list with the text of every licence</source>
        <translation>Salvar a lista com o texto de cada licença</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>Salva como %1.</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Salvar…</translation>
    </message>
    <message>
        <source>The list was copied.</source>
        <translation>A lista foi copiada.</translation>
    </message>
    <message>
        <source>Whose work the models are</source>
        <translation>De quem é o trabalho dos modelos</translation>
    </message>
</context>
<context>
    <name>DataCard</name>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln arquivo</numerusform>
            <numerusform>%Ln arquivos</numerusform>
        </translation>
    </message>
    <message>
        <source>Asks first; then Ilha closes, erases what is listed here, and says so</source>
        <translation>Pergunta antes; depois o Ilha fecha, apaga o que está listado aqui e avisa</translation>
    </message>
    <message>
        <source>Close Ilha and erase</source>
        <translation>Fechar o Ilha e apagar</translation>
    </message>
    <message>
        <source>ERASE</source>
        <translation>APAGAR</translation>
    </message>
    <message>
        <source>Erase everything…</source>
        <translation>Apagar tudo…</translation>
    </message>
    <message>
        <source>Erase what is listed above, {everything}? It cannot be brought back.</source>
        <translation>Apagar o que está listado acima, {everything}? Não pode ser recuperado.</translation>
    </message>
    <message>
        <source>Everything lies in {folder}, readable by you alone.</source>
        <translation>Tudo fica em {folder}, legível só para você.</translation>
    </message>
    <message>
        <source>From the next start on nothing is added to history, conversations and index: all of it goes to a folder that is wiped when Ilha ends, after a crash at the next start. “ilha --private” does it once.</source>
        <translation>A partir do próximo início nada é acrescentado ao histórico, às conversas e ao índice: tudo vai para uma pasta que é apagada quando o Ilha termina ou, depois de uma falha, no próximo início. “ilha --private” faz isso uma vez.</translation>
    </message>
    <message>
        <source>Keep everything</source>
        <translation>Manter tudo</translation>
    </message>
    <message>
        <source>Keep history and conversations</source>
        <translation>Guardar histórico e conversas</translation>
    </message>
    <message>
        <source>Leave no trace</source>
        <translation>Não deixar rastro</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Abrir pasta</translation>
    </message>
    <message>
        <source>Open the folder of your data</source>
        <translation>Abrir a pasta dos seus dados</translation>
    </message>
    <message>
        <source>The models that you added, too</source>
        <translation>Também os modelos que você adicionou</translation>
    </message>
    <message>
        <source>This window leaves no trace: what it keeps is wiped when it is closed.</source>
        <translation>Esta janela não deixa rastro: o que ela guarda é apagado quando é fechada.</translation>
    </message>
    <message>
        <source>What is older is forgotten when Ilha starts. The index and the record of requests stay.</source>
        <translation>O que for mais antigo é esquecido quando o Ilha inicia. O índice e o registro de solicitações ficam.</translation>
    </message>
    <message>
        <source>Write {word} to confirm:</source>
        <translation>Escreva {word} para confirmar:</translation>
    </message>
    <message numerus="yes">
        <source>day(s)</source>
        <translation>
            <numerusform>dia</numerusform>
            <numerusform>dias</numerusform>
        </translation>
    </message>
    <message>
        <source>until you delete them</source>
        <translation>até você excluir</translation>
    </message>
</context>
<context>
    <name>DocumentChip</name>
    <message>
        <source>%1 of %2 files</source>
        <translation>%1 de %2 arquivos</translation>
    </message>
    <message numerus="yes">
        <source>%Ln passage(s)</source>
        <translation>
            <numerusform>%Ln trecho</numerusform>
            <numerusform>%Ln trechos</numerusform>
        </translation>
    </message>
    <message>
        <source>Answer from it no longer; the file itself stays</source>
        <translation>Não responder mais a partir dele; o arquivo continua onde está</translation>
    </message>
    <message>
        <source>My files</source>
        <translation>Meus arquivos</translation>
    </message>
    <message>
        <source>Take “%1” away</source>
        <translation>Retirar “%1”</translation>
    </message>
    <message>
        <source>What you added on the page “Search my files” is searched with each question.</source>
        <translation>A cada pergunta, busca no que você adicionou na página “Buscar nos meus arquivos”.</translation>
    </message>
    <message>
        <source>being read</source>
        <translation>sendo lido</translation>
    </message>
    <message>
        <source>not readable</source>
        <translation>ilegível</translation>
    </message>
    <message>
        <source>not there any more</source>
        <translation>não está mais lá</translation>
    </message>
    <message>
        <source>searched</source>
        <translation>incluídos na busca</translation>
    </message>
</context>
<context>
    <name>DownloadRow</name>
    <message>
        <source>Asking which files are needed</source>
        <translation>Perguntando quais arquivos são necessários</translation>
    </message>
    <message>
        <source>Checking what has arrived</source>
        <translation>Verificando o que chegou</translation>
    </message>
    <message>
        <source>Give up %1; what has arrived is deleted</source>
        <translation>Desistir de %1; o que já chegou é apagado</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Continuar</translation>
    </message>
    <message>
        <source>Making an ONNX graph of it</source>
        <translation>Fazendo um grafo ONNX</translation>
    </message>
    <message>
        <source>Pause %1</source>
        <translation>Pausar %1</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Em pausa</translation>
    </message>
    <message>
        <source>Paused: {done} of {total} are here</source>
        <translation>Em pausa: {done} de {total} já chegaram</translation>
    </message>
    <message>
        <source>Progress of %1</source>
        <translation>Progresso de %1</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Tentar de novo</translation>
    </message>
    <message>
        <source>Trying it on a small example</source>
        <translation>Experimentando com um pequeno exemplo</translation>
    </message>
    <message>
        <source>Waiting for its turn</source>
        <translation>Esperando a vez</translation>
    </message>
    <message>
        <source>about {time} left</source>
        <translation>faltam cerca de {time}</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} de {total}</translation>
    </message>
    <message>
        <source>{size} a second</source>
        <translation>{size} por segundo</translation>
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
    <name>EditBar</name>
    <message>
        <source>Enter splits, Backspace at the beginning of a line merges, Esc ends.</source>
        <translation>Enter divide, Backspace no começo da linha junta, Esc termina.</translation>
    </message>
    <message>
        <source>Merge with the next line</source>
        <translation>Juntar à próxima linha</translation>
    </message>
    <message>
        <source>Name the speaker…</source>
        <translation>Dar nome a quem fala…</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Refazer</translation>
    </message>
    <message>
        <source>Split the line at the cursor</source>
        <translation>Dividir a linha no cursor</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Desfazer</translation>
    </message>
</context>
<context>
    <name>EmbeddingViewer</name>
    <message numerus="yes">
        <source>A vector of %Ln number(s)</source>
        <translation>
            <numerusform>Um vetor de %Ln número</numerusform>
            <numerusform>Um vetor de %Ln números</numerusform>
        </translation>
    </message>
    <message>
        <source>All numbers as a list, for another program</source>
        <translation>Todos os números como lista, para outro programa</translation>
    </message>
    <message>
        <source>Almost the same</source>
        <translation>Quase iguais</translation>
    </message>
    <message>
        <source>Copy the vector</source>
        <translation>Copiar o vetor</translation>
    </message>
    <message>
        <source>Hardly related</source>
        <translation>Pouco relacionados</translation>
    </message>
    <message>
        <source>How close every sentence is to the whole</source>
        <translation>Quão perto do todo está cada frase</translation>
    </message>
    <message>
        <source>Loosely related</source>
        <translation>Vagamente relacionados</translation>
    </message>
    <message>
        <source>Picture of the vector</source>
        <translation>Imagem do vetor</translation>
    </message>
    <message>
        <source>Related</source>
        <translation>Relacionados</translation>
    </message>
    <message>
        <source>Sentences with their similarity to the whole</source>
        <translation>Frases com sua semelhança com o todo</translation>
    </message>
    <message>
        <source>Similarity</source>
        <translation>Semelhança</translation>
    </message>
    <message>
        <source>Texts that mean the same get similar numbers, whatever their words.</source>
        <translation>Textos que dizem o mesmo recebem números parecidos, sejam quais forem as palavras.</translation>
    </message>
    <message>
        <source>Very similar</source>
        <translation>Muito parecidos</translation>
    </message>
    <message>
        <source>cosine %1</source>
        <translation>cosseno %1</translation>
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
        <source>Excel workbook (.xlsx)</source>
        <translation>Pasta de trabalho do Excel (.xlsx)</translation>
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
        <source>JSON lines (.jsonl)</source>
        <translation>Linhas JSON (.jsonl)</translation>
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
        <source>Subtitles (.srt)</source>
        <translation>Legendas (.srt)</translation>
    </message>
    <message>
        <source>Subtitles for the web (.vtt)</source>
        <translation>Legendas para a web (.vtt)</translation>
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
        <source>Translated document (.{format})</source>
        <translation>Documento traduzido (.{format})</translation>
    </message>
    <message>
        <source>Word document (.docx)</source>
        <translation>Documento do Word (.docx)</translation>
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
        <source>Recordings</source>
        <translation>Gravações</translation>
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
        <source>Videos</source>
        <translation>Vídeos</translation>
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
    <name>FinishOffer</name>
    <message>
        <source>Everything is done.</source>
        <translation>Está tudo pronto.</translation>
    </message>
    <message>
        <source>Ilha closes in a moment.</source>
        <translation>O Ilha fecha em instantes.</translation>
    </message>
    <message numerus="yes">
        <source>Nothing waits any more, %Ln failed.</source>
        <translation>
            <numerusform>Nada mais espera, %Ln falhou.</numerusform>
            <numerusform>Nada mais espera, %Ln falharam.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was closed.</source>
        <translation>Nada foi fechado.</translation>
    </message>
    <message>
        <source>The computer goes to sleep in a moment.</source>
        <translation>O computador é suspenso em instantes.</translation>
    </message>
    <message>
        <source>The computer shuts down in a moment.</source>
        <translation>O computador é desligado em instantes.</translation>
    </message>
    <message>
        <source>The system could not be asked to do that.</source>
        <translation>Não foi possível pedir isso ao sistema.</translation>
    </message>
</context>
<context>
    <name>FolderChoice</name>
    <message>
        <source>Everywhere</source>
        <translation>Em tudo</translation>
    </message>
    <message>
        <source>Look in one of the folders alone</source>
        <translation>Procurar só em uma das pastas</translation>
    </message>
    <message>
        <source>Where to look</source>
        <translation>Onde procurar</translation>
    </message>
</context>
<context>
    <name>FoundModel</name>
    <message>
        <source>Transcript</source>
        <translation>Transcrição</translation>
    </message>
    <message>
        <source>fits to %1</source>
        <translation>corresponde em %1</translation>
    </message>
    <message>
        <source>page %1</source>
        <translation>página %1</translation>
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
        <source>Recipes</source>
        <translation>Receitas</translation>
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
    <name>ImageViewer</name>
    <message>
        <source>Drag it, or move it with the arrow keys</source>
        <translation>Arraste-a ou mova-a com as setas</translation>
    </message>
    <message>
        <source>Line between original and result</source>
        <translation>Linha entre o original e o resultado</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>Original</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Resultado</translation>
    </message>
    <message>
        <source>{width} × {height} pixels</source>
        <translation>{width} × {height} pixels</translation>
    </message>
</context>
<context>
    <name>IndexPanel</name>
    <message>
        <source>%1 left</source>
        <translation>faltam %1</translation>
    </message>
    <message>
        <source>%1 of %2 files</source>
        <translation>%1 de %2 arquivos</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln arquivo</numerusform>
            <numerusform>%Ln arquivos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) no longer searched</source>
        <translation>
            <numerusform>%Ln arquivo fora da busca</numerusform>
            <numerusform>%Ln arquivos fora da busca</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln not readable</source>
        <translation>
            <numerusform>%Ln ilegível</numerusform>
            <numerusform>%Ln ilegíveis</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln out of date</source>
        <translation>
            <numerusform>%Ln desatualizado</numerusform>
            <numerusform>%Ln desatualizados</numerusform>
        </translation>
    </message>
    <message>
        <source>Add a folder</source>
        <translation>Adicionar uma pasta</translation>
    </message>
    <message>
        <source>Add a folder; everything in it that can be read is searched</source>
        <translation>Adicionar uma pasta; busca-se em tudo o que nela puder ser lido</translation>
    </message>
    <message>
        <source>Add files</source>
        <translation>Adicionar arquivos</translation>
    </message>
    <message>
        <source>Add files…</source>
        <translation>Adicionar arquivos…</translation>
    </message>
    <message>
        <source>Files and folders that are searched</source>
        <translation>Arquivos e pastas em que se busca</translation>
    </message>
    <message>
        <source>Looking for what has changed</source>
        <translation>Vendo o que mudou</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Progresso</translation>
    </message>
    <message>
        <source>Read files, so that they can be searched</source>
        <translation>Ler arquivos para que se possa buscar neles</translation>
    </message>
    <message>
        <source>Remove from the search</source>
        <translation>Remover da busca</translation>
    </message>
    <message>
        <source>Search the transcripts of the history as well</source>
        <translation>Buscar também nas transcrições do histórico</translation>
    </message>
    <message>
        <source>Search these no longer; the files themselves stay</source>
        <translation>Não buscar mais nestes; os arquivos continuam onde estão</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Parar</translation>
    </message>
    <message>
        <source>Stop reading; what was read stays, and an update reads the rest</source>
        <translation>Parar a leitura; o que foi lido fica, e uma atualização lê o resto</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>Atualizar</translation>
    </message>
    <message>
        <source>Update: read new and changed files</source>
        <translation>Atualizar: ler arquivos novos e alterados</translation>
    </message>
    <message>
        <source>What is searched</source>
        <translation>Onde se busca</translation>
    </message>
</context>
<context>
    <name>IndexedModel</name>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln arquivo</numerusform>
            <numerusform>%Ln arquivos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln passage(s)</source>
        <translation>
            <numerusform>%Ln trecho</numerusform>
            <numerusform>%Ln trechos</numerusform>
        </translation>
    </message>
    <message>
        <source>Being read</source>
        <translation>Sendo lido</translation>
    </message>
    <message>
        <source>Not readable</source>
        <translation>Ilegível</translation>
    </message>
    <message>
        <source>Nothing to search in it</source>
        <translation>Nada para buscar</translation>
    </message>
    <message>
        <source>Out of date</source>
        <translation>Desatualizado</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Pronto</translation>
    </message>
    <message>
        <source>Transcripts</source>
        <translation>Transcrições</translation>
    </message>
</context>
<context>
    <name>InstalledPane</name>
    <message>
        <source>%1 added</source>
        <translation>%1 adicionados</translation>
    </message>
    <message>
        <source>%1 free</source>
        <translation>%1 livres</translation>
    </message>
    <message>
        <source>%1 in the trash</source>
        <translation>%1 na lixeira</translation>
    </message>
    <message>
        <source>%1 unfinished</source>
        <translation>%1 inacabados</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Adicionar</translation>
    </message>
    <message>
        <source>Add models that are on this computer already</source>
        <translation>Adicionar modelos que já estão neste computador</translation>
    </message>
    <message>
        <source>All models</source>
        <translation>Todos os modelos</translation>
    </message>
    <message>
        <source>Check, give away or tidy up all models</source>
        <translation>Verificar, passar adiante ou arrumar todos os modelos</translation>
    </message>
    <message>
        <source>Compare every file with its digest</source>
        <translation>Comparar cada arquivo com seu resumo</translation>
    </message>
    <message>
        <source>Empty the trash and delete leftovers</source>
        <translation>Esvaziar a lixeira e apagar restos</translation>
    </message>
    <message>
        <source>Export all that were added as a kit…</source>
        <translation>Exportar como kit todos os adicionados…</translation>
    </message>
    <message>
        <source>Folder of a model, or a cache of the Hub…</source>
        <translation>Pasta de um modelo, ou um cache do Hub…</translation>
    </message>
    <message>
        <source>Installed</source>
        <translation>Instalados</translation>
    </message>
    <message>
        <source>Keep them in another folder…</source>
        <translation>Guardá-los em outra pasta…</translation>
    </message>
    <message>
        <source>Kit or archive…</source>
        <translation>Kit ou arquivo compactado…</translation>
    </message>
    <message>
        <source>Let go to add it to the models.</source>
        <translation>Solte para adicionar aos modelos.</translation>
    </message>
    <message>
        <source>Look for newer ones…</source>
        <translation>Procurar mais novos…</translation>
    </message>
    <message>
        <source>Models on this computer</source>
        <translation>Modelos neste computador</translation>
    </message>
    <message>
        <source>No model fits these filters.</source>
        <translation>Nenhum modelo combina com estes filtros.</translation>
    </message>
    <message>
        <source>Whose work they are, and their licences…</source>
        <translation>De quem são, e suas licenças…</translation>
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
            <numerusform>%n a fazer</numerusform>
            <numerusform>%n a fazer</numerusform>
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
    <message>
        <source>automatic model</source>
        <translation>modelo automático</translation>
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
        <source>Run next</source>
        <translation>Fazer em seguida</translation>
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
        <source>Compared by meaning, not by a classifier: the scores say which label is closest, not how sure it is.</source>
        <translation>Comparado pelo sentido, não por um classificador: os valores dizem qual rótulo está mais perto, não quão certo ele é.</translation>
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
    <name>LanguageBar</name>
    <message>
        <source>%1 – automatic</source>
        <translation>%1 – automático</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automático</translation>
    </message>
    <message>
        <source>Detect language</source>
        <translation>Detectar idioma</translation>
    </message>
    <message>
        <source>From</source>
        <translation>De</translation>
    </message>
    <message>
        <source>Into</source>
        <translation>Para</translation>
    </message>
    <message>
        <source>No model here translates from %1 into %2</source>
        <translation>Nenhum modelo aqui traduz de %1 para %2</translation>
    </message>
    <message>
        <source>Swap the languages</source>
        <translation>Trocar os idiomas</translation>
    </message>
    <message>
        <source>The language of the text is not known yet</source>
        <translation>O idioma do texto ainda não é conhecido</translation>
    </message>
</context>
<context>
    <name>LanguageNotice</name>
    <message>
        <source>Translate first</source>
        <translation>Traduzir antes</translation>
    </message>
    <message>
        <source>Translate the text into a language of the model, then do the same with it</source>
        <translation>Traduz o texto para um idioma do modelo e depois faz o mesmo com ele</translation>
    </message>
</context>
<context>
    <name>LedgerCard</name>
    <message numerus="yes">
        <source>%Ln row(s)</source>
        <translation>
            <numerusform>%Ln linha</numerusform>
            <numerusform>%Ln linhas</numerusform>
        </translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Verificar</translation>
    </message>
    <message>
        <source>Check that no row was changed</source>
        <translation>Verificar se nenhuma linha foi alterada</translation>
    </message>
    <message>
        <source>Data (.json)…</source>
        <translation>Dados (.json)…</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportar</translation>
    </message>
    <message>
        <source>Export the requests</source>
        <translation>Exportar as solicitações</translation>
    </message>
    <message>
        <source>Headings; a click sorts</source>
        <translation>Cabeçalhos; um clique ordena</translation>
    </message>
    <message>
        <source>No request has these words.</source>
        <translation>Nenhuma solicitação tem estas palavras.</translation>
    </message>
    <message>
        <source>No request was ever made. Each one will be listed here, sent or refused.</source>
        <translation>Nenhuma solicitação foi feita. Cada uma será listada aqui, enviada ou negada.</translation>
    </message>
    <message>
        <source>Read every row again, and see whether it is as it was written</source>
        <translation>Ler todas as linhas de novo e ver se estão como foram escritas</translation>
    </message>
    <message>
        <source>Requests, the newest first</source>
        <translation>Solicitações, da mais nova à mais antiga</translation>
    </message>
    <message>
        <source>Save all rows with their digests in a file</source>
        <translation>Salvar todas as linhas com seus resumos em um arquivo</translation>
    </message>
    <message>
        <source>Search servers and requests</source>
        <translation>Buscar nas solicitações</translation>
    </message>
    <message>
        <source>Search the requests</source>
        <translation>Buscar nas solicitações</translation>
    </message>
    <message>
        <source>Table (.csv)…</source>
        <translation>Tabela (.csv)…</translation>
    </message>
    <message>
        <source>The requests cannot be listed.</source>
        <translation>As solicitações não podem ser listadas.</translation>
    </message>
    <message>
        <source>{rows} rows saved in “{file}”.</source>
        <translation>{rows} linhas salvas em “{file}”.</translation>
    </message>
</context>
<context>
    <name>Legend</name>
    <message>
        <source>Hide or show “{label}”</source>
        <translation>Ocultar ou mostrar “{label}”</translation>
    </message>
    <message>
        <source>Show “{label}” alone, or all again</source>
        <translation>Mostrar só “{label}”, ou tudo de novo</translation>
    </message>
    <message>
        <source>{label}: {count}</source>
        <translation>{label}: {count}</translation>
    </message>
</context>
<context>
    <name>LicenceButtons</name>
    <message>
        <source>Libraries…</source>
        <translation>Bibliotecas…</translation>
    </message>
    <message>
        <source>Licences of the libraries</source>
        <translation>Licenças das bibliotecas</translation>
    </message>
    <message>
        <source>Licences of the models</source>
        <translation>Licenças dos modelos</translation>
    </message>
    <message>
        <source>Models…</source>
        <translation>Modelos…</translation>
    </message>
</context>
<context>
    <name>LicencesDialog</name>
    <message>
        <source>Close</source>
        <translation>Fechar</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>Copy this text</source>
        <translation>Copiar este texto</translation>
    </message>
    <message>
        <source>Licences of the libraries</source>
        <translation>Licenças das bibliotecas</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Visão geral</translation>
    </message>
    <message>
        <source>Reading the licences…</source>
        <translation>Lendo as licenças…</translation>
    </message>
    <message>
        <source>The work of others in Ilha</source>
        <translation>O trabalho de outros no Ilha</translation>
    </message>
    <message>
        <source>Whose work it is</source>
        <translation>De quem é o trabalho</translation>
    </message>
</context>
<context>
    <name>LookUpBar</name>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Tentar de novo</translation>
    </message>
    <message>
        <source>Waiting for the answer…</source>
        <translation>Esperando a resposta…</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Ilha made a mistake of its own (%1). Your files and results are safe.</source>
        <translation>O Ilha cometeu um erro próprio (%1). Seus arquivos e resultados estão a salvo.</translation>
    </message>
</context>
<context>
    <name>MasksViewer</name>
    <message numerus="yes">
        <source>%Ln part(s)</source>
        <translation>
            <numerusform>%Ln parte</numerusform>
            <numerusform>%Ln partes</numerusform>
        </translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Cor</translation>
    </message>
    <message>
        <source>Cut out</source>
        <translation>Recorte</translation>
    </message>
    <message>
        <source>Drag it, or move it with the arrow keys</source>
        <translation>Arraste-a ou mova-a com as setas</translation>
    </message>
    <message>
        <source>How strongly the parts are coloured</source>
        <translation>Com que força as partes são coloridas</translation>
    </message>
    <message>
        <source>Line between original and cut-out</source>
        <translation>Linha entre o original e o recorte</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nada encontrado</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>Original</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>Partes</translation>
    </message>
    <message>
        <source>Parts of the picture</source>
        <translation>Partes da imagem</translation>
    </message>
    <message>
        <source>{share} of the picture</source>
        <translation>{share} da imagem</translation>
    </message>
</context>
<context>
    <name>MessageCard</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 de %2</translation>
    </message>
    <message>
        <source>%1 per second</source>
        <translation>%1 por segundo</translation>
    </message>
    <message numerus="yes">
        <source>%Ln token(s)</source>
        <translation>
            <numerusform>%Ln token</numerusform>
            <numerusform>%Ln tokens</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Copy this message</source>
        <translation>Copiar esta mensagem</translation>
    </message>
    <message>
        <source>It ends here because the longest answer, or what the model can hold, was reached.</source>
        <translation>Termina aqui porque foi atingido o limite da resposta ou do que o modelo consegue manter em mente.</translation>
    </message>
    <message>
        <source>Reading and thinking…</source>
        <translation>Lendo e pensando…</translation>
    </message>
    <message>
        <source>Say something else instead; this branch stays</source>
        <translation>Dizer outra coisa no lugar; este ramo continua</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Enviar</translation>
    </message>
    <message>
        <source>Stopped. What was written stays.</source>
        <translation>Interrompida. O que foi escrito fica.</translation>
    </message>
    <message numerus="yes">
        <source>The conversation is longer than the model can hold in mind: without the %n oldest turn(s).</source>
        <translation>
            <numerusform>A conversa é mais longa do que o modelo consegue manter em mente: sem a %n mensagem mais antiga.</numerusform>
            <numerusform>A conversa é mais longa do que o modelo consegue manter em mente: sem as %n mensagens mais antigas.</numerusform>
        </translation>
    </message>
    <message>
        <source>The next one</source>
        <translation>A próxima</translation>
    </message>
    <message>
        <source>The one before it</source>
        <translation>A anterior</translation>
    </message>
    <message>
        <source>Translate this answer below it; the translation is not kept</source>
        <translation>Traduzir esta resposta abaixo dela; a tradução não é guardada</translation>
    </message>
    <message>
        <source>Try other words, or take the documents away to have the model answer by itself.</source>
        <translation>Tente outras palavras, ou retire os documentos para que o modelo responda por conta própria.</translation>
    </message>
    <message>
        <source>What you say instead</source>
        <translation>O que você diz no lugar</translation>
    </message>
    <message>
        <source>Write another answer; this one stays</source>
        <translation>Escrever outra resposta; esta continua</translation>
    </message>
    <message>
        <source>Writing…</source>
        <translation>Escrevendo…</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Você</translation>
    </message>
    <message>
        <source>first one after %1</source>
        <translation>o primeiro após %1</translation>
    </message>
</context>
<context>
    <name>MissingModel</name>
    <message>
        <source>Add a model folder…</source>
        <translation>Adicionar uma pasta de modelo…</translation>
    </message>
    <message>
        <source>Download one of these, or add the folder of a model that is on this computer already.</source>
        <translation>Baixe um destes, ou adicione a pasta de um modelo que já está neste computador.</translation>
    </message>
    <message>
        <source>Download this one, or add the folder of a model that is on this computer already.</source>
        <translation>Baixe este, ou adicione a pasta de um modelo que já está neste computador.</translation>
    </message>
    <message>
        <source>Look for one on the page of models, or add the folder of one that is on this computer already.</source>
        <translation>Procure um na página de modelos, ou adicione a pasta de um que já está neste computador.</translation>
    </message>
    <message>
        <source>More models</source>
        <translation>Mais modelos</translation>
    </message>
    <message>
        <source>This needs a model that is not on this computer</source>
        <translation>Isto precisa de um modelo que não está neste computador</translation>
    </message>
</context>
<context>
    <name>Mistakes</name>
    <message>
        <source>A click on a square, or a double click on one of the worst rows, shows the rows behind it.</source>
        <translation>Um clique em um quadrado, ou um clique duplo em uma das piores linhas, mostra as linhas que estão por trás.</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Resposta</translation>
    </message>
    <message>
        <source>Each label</source>
        <translation>Cada rótulo</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Rótulo</translation>
    </message>
    <message>
        <source>Mistakes of %1</source>
        <translation>Erros de %1</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>Precisão</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>Revocação</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Certo</translation>
    </message>
    <message>
        <source>Right answers down, answers across</source>
        <translation>Certas nas linhas, dadas nas colunas</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>Linha</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Linhas</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Pontuação</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Texto</translation>
    </message>
    <message>
        <source>Whose mistakes are shown</source>
        <translation>De quem são os erros mostrados</translation>
    </message>
    <message>
        <source>Worst rows first</source>
        <translation>Piores linhas primeiro</translation>
    </message>
</context>
<context>
    <name>ModelExplainer</name>
    <message>
        <source>About %1</source>
        <translation>Sobre %1</translation>
    </message>
    <message>
        <source>Ask its server for its files, licences and card</source>
        <translation>Pedir ao servidor os arquivos, as licenças e a ficha</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Verificar</translation>
    </message>
    <message>
        <source>Close the explanation</source>
        <translation>Fechar a explicação</translation>
    </message>
    <message>
        <source>Compare every file with its digest</source>
        <translation>Comparar cada arquivo com seu resumo</translation>
    </message>
    <message>
        <source>Copy the address of its page</source>
        <translation>Copiar o endereço da página</translation>
    </message>
    <message>
        <source>Download all, ≈ %1</source>
        <translation>Baixar todos, ≈ %1</translation>
    </message>
    <message>
        <source>Download…</source>
        <translation>Baixar…</translation>
    </message>
    <message>
        <source>Export kit…</source>
        <translation>Exportar kit…</translation>
    </message>
    <message>
        <source>It comes with Ilha, so it cannot be removed.</source>
        <translation>Faz parte do Ilha, por isso não pode ser removido.</translation>
    </message>
    <message>
        <source>It is the newest one.</source>
        <translation>É o mais novo.</translation>
    </message>
    <message>
        <source>Look closer</source>
        <translation>Olhar de perto</translation>
    </message>
    <message>
        <source>Look for a newer one</source>
        <translation>Procurar um mais novo</translation>
    </message>
    <message>
        <source>Model card</source>
        <translation>Ficha do modelo</translation>
    </message>
    <message>
        <source>Models that together serve one kind of work. They are asked about once, and come as one.</source>
        <translation>Modelos que, juntos, servem a um tipo de trabalho. O Ilha pergunta uma vez só, e eles vêm todos.</translation>
    </message>
    <message>
        <source>Move it to the trash of the store; can be undone</source>
        <translation>Mover para a lixeira dos modelos; pode ser desfeito</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>Precisão</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Remover</translation>
    </message>
    <message>
        <source>The first is the best for a processor</source>
        <translation>A primeira é a melhor para um processador</translation>
    </message>
    <message>
        <source>There is a newer one.</source>
        <translation>Há um mais novo.</translation>
    </message>
    <message>
        <source>There is a newer one; %1 of it changed.</source>
        <translation>Há um mais novo; %1 dele mudaram.</translation>
    </message>
    <message>
        <source>Update…</source>
        <translation>Atualizar…</translation>
    </message>
    <message>
        <source>Whether it runs here is known when its files have been looked at.</source>
        <translation>Se funciona aqui, só se sabe depois de olhar os arquivos.</translation>
    </message>
    <message>
        <source>Write it into an archive for a computer without a network</source>
        <translation>Gravar em um arquivo para um computador sem rede</translation>
    </message>
</context>
<context>
    <name>ModelImport</name>
    <message>
        <source>Checking and copying “%1”…</source>
        <translation>Verificando e copiando “%1”…</translation>
    </message>
    <message>
        <source>Choose a kit or an archive</source>
        <translation>Escolha um kit ou um arquivo compactado</translation>
    </message>
    <message>
        <source>Choose the folder of a model</source>
        <translation>Escolha a pasta de um modelo</translation>
    </message>
    <message>
        <source>Something is being added already.</source>
        <translation>Algo já está sendo adicionado.</translation>
    </message>
    <message>
        <source>“{model}” was added to “{task}”.</source>
        <translation>“{model}” foi adicionado a “{task}”.</translation>
    </message>
</context>
<context>
    <name>ModelPicker</name>
    <message>
        <source>Add a model folder from this computer</source>
        <translation>Adicionar uma pasta de modelo deste computador</translation>
    </message>
    <message>
        <source>Add a model folder…</source>
        <translation>Adicionar uma pasta de modelo…</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automático</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modelo</translation>
    </message>
    <message>
        <source>No model yet</source>
        <translation>Nenhum modelo ainda</translation>
    </message>
    <message>
        <source>The best of the models that are here, by the languages; two where one is not enough</source>
        <translation>O melhor dos modelos daqui, conforme os idiomas; dois quando um só não basta</translation>
    </message>
    <message>
        <source>by meaning</source>
        <translation>pelo sentido</translation>
    </message>
    <message>
        <source>incomplete</source>
        <translation>incompleto</translation>
    </message>
</context>
<context>
    <name>ModelWork</name>
    <message>
        <source>%1 are free again.</source>
        <translation>%1 estão livres de novo.</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) are not as they were installed:</source>
        <translation>
            <numerusform>%n modelo não está como foi instalado:</numerusform>
            <numerusform>%n modelos não estão como foram instalados:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) checked: every byte is as it was installed.</source>
        <translation>
            <numerusform>%n modelo verificado: cada byte está como foi instalado.</numerusform>
            <numerusform>%n modelos verificados: cada byte está como foi instalado.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) removed, %1</source>
        <translation>
            <numerusform>%n modelo removido, %1</numerusform>
            <numerusform>%n modelos removidos, %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) written into %1.</source>
        <translation>
            <numerusform>%n modelo gravado em %1.</numerusform>
            <numerusform>%n modelos gravados em %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>Bringing it back…</source>
        <translation>Trazendo de volta…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Cleaning up…</source>
        <translation>Arrumando…</translation>
    </message>
    <message>
        <source>Comparing every file with its digest…</source>
        <translation>Comparando cada arquivo com seu resumo…</translation>
    </message>
    <message>
        <source>Given up; nothing was changed.</source>
        <translation>Interrompido; nada foi alterado.</translation>
    </message>
    <message>
        <source>Moving the models to %1…</source>
        <translation>Movendo os modelos para %1…</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Progresso</translation>
    </message>
    <message>
        <source>Removing…</source>
        <translation>Removendo…</translation>
    </message>
    <message>
        <source>The models are in %1 now.</source>
        <translation>Os modelos agora estão em %1.</translation>
    </message>
    <message>
        <source>Writing %1…</source>
        <translation>Gravando %1…</translation>
    </message>
</context>
<context>
    <name>ModelsPage</name>
    <message>
        <source>All tasks</source>
        <translation>Todas as tarefas</translation>
    </message>
    <message>
        <source>Ask the Hub</source>
        <translation>Perguntar ao Hub</translation>
    </message>
    <message>
        <source>Export a kit</source>
        <translation>Exportar um kit</translation>
    </message>
    <message>
        <source>Filter by task</source>
        <translation>Filtrar por tarefa</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelos</translation>
    </message>
    <message>
        <source>Search models</source>
        <translation>Buscar modelos</translation>
    </message>
    <message>
        <source>Search the Hub for these words, or explain the model they name (Enter)</source>
        <translation>Buscar estas palavras no Hub, ou explicar o modelo que elas nomeiam (Enter)</translation>
    </message>
    <message>
        <source>What works on this computer, what else could, and what it would need.</source>
        <translation>O que funciona neste computador, o que mais poderia, e do que precisaria.</translation>
    </message>
    <message>
        <source>Words, owner/name or an address</source>
        <translation>Palavras, dono/nome ou endereço</translation>
    </message>
</context>
<context>
    <name>NetworkSwitch</name>
    <message>
        <source>A server is asked about once until Ilha is closed, and every download by itself.</source>
        <translation>Sobre um servidor pergunta-se uma vez até o Ilha ser fechado; sobre cada download, separadamente.</translation>
    </message>
    <message>
        <source>Ask each time</source>
        <translation>Perguntar sempre</translation>
    </message>
    <message>
        <source>Downloads allowed</source>
        <translation>Downloads permitidos</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Rede</translation>
    </message>
    <message>
        <source>Nothing is sent, unless you say yes to a question that names it.</source>
        <translation>Nada é enviado, a não ser que você diga sim a uma pergunta que o nomeia.</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>What you start is done without a question. Nothing starts by itself.</source>
        <translation>O que você inicia é feito sem pergunta. Nada começa sozinho.</translation>
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
    <message>
        <source>needed</source>
        <translation>necessário</translation>
    </message>
</context>
<context>
    <name>PhotoViewer</name>
    <message>
        <source>Picture and what was found</source>
        <translation>Imagem e o que foi encontrado</translation>
    </message>
    <message>
        <source>The picture is no longer where it was.</source>
        <translation>A imagem não está mais onde estava.</translation>
    </message>
    <message>
        <source>The pictures of this result are no longer where they were.</source>
        <translation>As imagens deste resultado não estão mais onde estavam.</translation>
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
    <name>PlaceDialog</name>
    <message>
        <source>Close</source>
        <translation>Fechar</translation>
    </message>
    <message>
        <source>Open file</source>
        <translation>Abrir arquivo</translation>
    </message>
    <message>
        <source>Open the file with the program you have for it</source>
        <translation>Abre o arquivo com o programa que você tem para ele</translation>
    </message>
    <message>
        <source>Page %1</source>
        <translation>Página %1</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Mostrar na pasta</translation>
    </message>
    <message>
        <source>Text of the file</source>
        <translation>Texto do arquivo</translation>
    </message>
    <message>
        <source>The place is marked in what Ilha read of the file.</source>
        <translation>O trecho está marcado no que o Ilha leu do arquivo.</translation>
    </message>
</context>
<context>
    <name>PlayBar</name>
    <message>
        <source>%1 (Space)</source>
        <translation>%1 (Espaço)</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Editar</translation>
    </message>
    <message>
        <source>Edit the transcript</source>
        <translation>Editar a transcrição</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausar</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Reproduzir</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Velocidade</translation>
    </message>
    <message>
        <source>Speed, %1</source>
        <translation>Velocidade, %1</translation>
    </message>
</context>
<context>
    <name>Player</name>
    <message>
        <source>No loudspeaker or headphones were found, so it cannot be played.</source>
        <translation>Nenhum alto-falante ou fone de ouvido foi encontrado, por isso não dá para ouvir.</translation>
    </message>
    <message>
        <source>The recording is no longer where it was, so it cannot be played.</source>
        <translation>A gravação não está mais onde estava, por isso não dá para ouvir.</translation>
    </message>
    <message>
        <source>This recording cannot be played here.</source>
        <translation>Não dá para ouvir esta gravação aqui.</translation>
    </message>
</context>
<context>
    <name>Priority</name>
    <message>
        <source>Normal</source>
        <translation>Normal</translation>
    </message>
    <message>
        <source>Urgent</source>
        <translation>Urgente</translation>
    </message>
    <message>
        <source>When there is time</source>
        <translation>Quando der tempo</translation>
    </message>
</context>
<context>
    <name>PrivacyPage</name>
    <message numerus="yes">
        <source>%Ln request(s) was refused.</source>
        <translation>
            <numerusform>%Ln solicitação foi negada.</numerusform>
            <numerusform>%Ln solicitações foram negadas.</numerusform>
        </translation>
    </message>
    <message>
        <source>Every request</source>
        <translation>Todas as solicitações</translation>
    </message>
    <message>
        <source>Go offline, or be asked again</source>
        <translation>Ficar offline ou voltar a perguntar</translation>
    </message>
    <message>
        <source>Nothing is sent unless you say yes to a question that names server and purpose.</source>
        <translation>Nada é enviado, a menos que você diga sim a uma pergunta que indica servidor e finalidade.</translation>
    </message>
    <message>
        <source>Once you agreed to a server it may be searched until Ilha ends; each download is asked about.</source>
        <translation>Depois que você aceita um servidor, ele pode ser consultado até o Ilha ser fechado; cada download é perguntado.</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>Privacidade</translation>
    </message>
    <message>
        <source>That is what the record says, but do not rely on it.</source>
        <translation>É o que diz o registro, mas não confie nele.</translation>
    </message>
    <message>
        <source>The record of all requests is being read…</source>
        <translation>Lendo o registro de todas as solicitações…</translation>
    </message>
    <message>
        <source>This counts every request of Ilha, of the window and of the command line.</source>
        <translation>Isto conta todas as solicitações do Ilha, da janela e da linha de comando.</translation>
    </message>
    <message>
        <source>What is kept on this computer</source>
        <translation>O que fica guardado neste computador</translation>
    </message>
    <message>
        <source>What may be sent</source>
        <translation>O que pode ser enviado</translation>
    </message>
    <message>
        <source>What the models can reach</source>
        <translation>O que os modelos alcançam</translation>
    </message>
    <message>
        <source>What you start in the model manager is done without a question, and nothing else.</source>
        <translation>O que você inicia no gerenciador de modelos é feito sem perguntar, e nada mais.</translation>
    </message>
</context>
<context>
    <name>ProofCard</name>
    <message numerus="yes">
        <source>%n of these attempt(s) was let through.</source>
        <translation>
            <numerusform>%n destas tentativas foi permitida.</numerusform>
            <numerusform>%n destas tentativas foram permitidas.</numerusform>
        </translation>
    </message>
    <message>
        <source>All were refused, but so was a process without the wall: this proves nothing.</source>
        <translation>Todas foram negadas, mas também a um processo sem o muro: isto não prova nada.</translation>
    </message>
    <message>
        <source>All {count} attempts were refused. Without the wall, sockets can be opened here.</source>
        <translation>Todas as {count} tentativas foram negadas. Sem o muro, sockets podem ser abertos aqui.</translation>
    </message>
    <message>
        <source>Data (.json)…</source>
        <translation>Dados (.json)…</translation>
    </message>
    <message>
        <source>Enforced by the operating system</source>
        <translation>Garantido pelo sistema operacional</translation>
    </message>
    <message>
        <source>Enforced inside the program, not by the operating system</source>
        <translation>Garantido dentro do programa, não pelo sistema operacional</translation>
    </message>
    <message>
        <source>Network refused by the operating system, memory not protected</source>
        <translation>Rede negada pelo sistema operacional, memória não protegida</translation>
    </message>
    <message>
        <source>Reading files stays possible for it, because your files and models can lie anywhere.</source>
        <translation>Ler arquivos continua possível para ele, porque seus arquivos e modelos podem estar em qualquer lugar.</translation>
    </message>
    <message>
        <source>Save every attempt and answer in a file, with a digest</source>
        <translation>Salvar cada tentativa e resposta num arquivo, com um resumo criptográfico</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>Salvar o relatório</translation>
    </message>
    <message>
        <source>Saved in “{file}”, with the digest {digest}.</source>
        <translation>Salvo em “{file}”, com o resumo {digest}.</translation>
    </message>
    <message>
        <source>Starts an engine that tries sockets, the memory of Ilha and files of yours, and shows each answer</source>
        <translation>Inicia um motor que tenta sockets, a memória do Ilha e arquivos fora da sua pasta, e mostra cada resposta</translation>
    </message>
    <message>
        <source>Text (.txt)…</source>
        <translation>Texto (.txt)…</translation>
    </message>
    <message>
        <source>The engine does not start on this computer</source>
        <translation>O motor não inicia neste computador</translation>
    </message>
    <message>
        <source>The engine starts; then it is known what protects you.</source>
        <translation>O motor está iniciando; depois se saberá o que protege você.</translation>
    </message>
    <message>
        <source>The engine tries</source>
        <translation>O motor tenta</translation>
    </message>
    <message>
        <source>The engine tries…</source>
        <translation>O motor está tentando…</translation>
    </message>
    <message>
        <source>Try to break out</source>
        <translation>Tentar escapar</translation>
    </message>
    <message>
        <source>What the engine tried</source>
        <translation>O que o motor tentou</translation>
    </message>
</context>
<context>
    <name>ProvenancePanel</name>
    <message numerus="yes">
        <source>%Ln thing(s) is not as it was:</source>
        <translation>
            <numerusform>%Ln coisa não está como era:</numerusform>
            <numerusform>%Ln coisas não estão como eram:</numerusform>
        </translation>
    </message>
    <message>
        <source>Compares every digest, makes the result again and says what has changed</source>
        <translation>Compara cada resumo criptográfico, refaz o resultado e diz o que mudou</translation>
    </message>
    <message>
        <source>Copy how this was made</source>
        <translation>Copiar como isto foi feito</translation>
    </message>
    <message>
        <source>Digest of the input</source>
        <translation>Resumo (SHA-256) da entrada</translation>
    </message>
    <message>
        <source>Edited by hand</source>
        <translation>Editado à mão</translation>
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
        <source>Input</source>
        <translation>Entrada</translation>
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
        <source>Model file</source>
        <translation>Arquivo do modelo</translation>
    </message>
    <message>
        <source>Model, digests, options, versions and times</source>
        <translation>Modelo, resumos, opções, versões e horários</translation>
    </message>
    <message>
        <source>Option</source>
        <translation>Opção</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Programa</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Resultado</translation>
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
        <source>The result is being made again…</source>
        <translation>O resultado está sendo refeito…</translation>
    </message>
    <message>
        <source>The same again: model, input, options, versions and result.</source>
        <translation>Igual outra vez: modelo, entrada, opções, versões e resultado.</translation>
    </message>
    <message>
        <source>Verify again</source>
        <translation>Verificar de novo</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Versão</translation>
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
        <source>nothing</source>
        <translation>nada</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>sim</translation>
    </message>
    <message>
        <source>{what} {name}: {expected} before, {found} now</source>
        <translation>{what} {name}: antes {expected}, agora {found}</translation>
    </message>
</context>
<context>
    <name>QueuePage</name>
    <message>
        <source>%1 left</source>
        <translation>faltam %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln selected</source>
        <translation>
            <numerusform>%Ln selecionado</numerusform>
            <numerusform>%Ln selecionados</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln to do</source>
        <translation>
            <numerusform>%Ln a fazer</numerusform>
            <numerusform>%Ln a fazer</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Cancel all</source>
        <translation>Cancelar tudo</translation>
    </message>
    <message>
        <source>Close Ilha</source>
        <translation>Fechar o Ilha</translation>
    </message>
    <message>
        <source>Do nothing</source>
        <translation>Não fazer nada</translation>
    </message>
    <message>
        <source>Give up everything that runs or waits</source>
        <translation>Desistir de tudo o que está em andamento ou espera</translation>
    </message>
    <message>
        <source>Give up the selected ones</source>
        <translation>Desistir dos selecionados</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Retomar</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Descer</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Subir</translation>
    </message>
    <message>
        <source>Nothing to do</source>
        <translation>Nada a fazer</translation>
    </message>
    <message>
        <source>Nothing waits</source>
        <translation>Nada à espera</translation>
    </message>
    <message>
        <source>Once, at the end of this queue; you can still object then</source>
        <translation>Uma só vez, no fim desta fila; ainda será possível desistir</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausar</translation>
    </message>
    <message>
        <source>Pause the queue, or let it go on</source>
        <translation>Pausar ou retomar a fila</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Pausada</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Prioridade</translation>
    </message>
    <message>
        <source>Put the selected ones behind the others of a priority</source>
        <translation>Pôr os selecionados atrás dos outros de uma prioridade</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Fila</translation>
    </message>
    <message>
        <source>Run last</source>
        <translation>Deixar por último</translation>
    </message>
    <message>
        <source>Run next</source>
        <translation>Fazer em seguida</translation>
    </message>
    <message>
        <source>Send the computer to sleep</source>
        <translation>Suspender o computador</translation>
    </message>
    <message>
        <source>Shut the computer down</source>
        <translation>Desligar o computador</translation>
    </message>
    <message>
        <source>Tell me</source>
        <translation>Avisar</translation>
    </message>
    <message>
        <source>The queue waits until you let it go on.</source>
        <translation>A fila espera até você retomá-la.</translation>
    </message>
    <message>
        <source>What runs and what waits, in its order</source>
        <translation>O que está em andamento e o que espera, na ordem</translation>
    </message>
    <message>
        <source>What you hand in while something runs appears here, and you decide what comes first.</source>
        <translation>O que você entrega enquanto algo está em andamento aparece aqui, e você decide o que vem primeiro.</translation>
    </message>
    <message>
        <source>When finished</source>
        <translation>Ao terminar</translation>
    </message>
    <message>
        <source>what runs goes on to its end, nothing new begins</source>
        <translation>o que está em andamento vai até o fim, nada de novo começa</translation>
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
        <source>Models</source>
        <translation>Modelos</translation>
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
        <source>Privacy</source>
        <translation>Privacidade</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Fila</translation>
    </message>
    <message>
        <source>Recipes</source>
        <translation>Receitas</translation>
    </message>
    <message>
        <source>Search my files</source>
        <translation>Buscar nos meus arquivos</translation>
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
    <message>
        <source>Watch folders</source>
        <translation>Pastas vigiadas</translation>
    </message>
</context>
<context>
    <name>RailHeading</name>
    <message>
        <source>Collapsed</source>
        <translation>Recolhido</translation>
    </message>
    <message>
        <source>Expanded</source>
        <translation>Expandido</translation>
    </message>
</context>
<context>
    <name>RecipeEditor</name>
    <message>
        <source>Add a step</source>
        <translation>Adicionar um passo</translation>
    </message>
    <message>
        <source>Fill in “%1” of step %2.</source>
        <translation>Preencha “%1” do passo %2.</translation>
    </message>
    <message>
        <source>Give it a name.</source>
        <translation>Dê um nome a ela.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nome</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>Receita</translation>
    </message>
    <message>
        <source>This one came with Ilha. Duplicate it to make one of your own from it.</source>
        <translation>Esta veio com o Ilha. Duplique-a para fazer uma sua a partir dela.</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>O que ela faz</translation>
    </message>
</context>
<context>
    <name>RecipesPage</name>
    <message>
        <source>%1 (copy)</source>
        <translation>%1 (cópia)</translation>
    </message>
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
        <source>Begin a new recipe</source>
        <translation>Começar uma nova receita</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Excluir</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Duplicar</translation>
    </message>
    <message>
        <source>Export the recipe</source>
        <translation>Exportar a receita</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportar…</translation>
    </message>
    <message>
        <source>Import recipes</source>
        <translation>Importar receitas</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importar…</translation>
    </message>
    <message>
        <source>Keep recipes from files</source>
        <translation>Guardar receitas de arquivos</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Nova</translation>
    </message>
    <message>
        <source>New recipe</source>
        <translation>Nova receita</translation>
    </message>
    <message>
        <source>Recipes</source>
        <translation>Receitas</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Salvar</translation>
    </message>
    <message>
        <source>Tasks one after another: each works on what the one before has found.</source>
        <translation>Tarefas uma após a outra: cada uma trabalha com o que a anterior encontrou.</translation>
    </message>
    <message>
        <source>“%1” needs a model that is not on this computer.</source>
        <translation>“%1” precisa de um modelo que não está neste computador.</translation>
    </message>
    <message>
        <source>“%1” was removed</source>
        <translation>“%1” foi removida</translation>
    </message>
</context>
<context>
    <name>RecordPanel</name>
    <message>
        <source>End the recording and transcribe it</source>
        <translation>Terminar a gravação e transcrevê-la</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Continuar</translation>
    </message>
    <message>
        <source>Go on recording</source>
        <translation>Continuar gravando</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>Microfone</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausar</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Em pausa</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Gravar</translation>
    </message>
    <message>
        <source>Record from the microphone and transcribe it</source>
        <translation>Gravar do microfone e transcrever</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Gravando</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Parar</translation>
    </message>
    <message>
        <source>Stop listening for a while</source>
        <translation>Parar de ouvir por um tempo</translation>
    </message>
    <message>
        <source>What you say is recorded on this computer and goes nowhere else.</source>
        <translation>O que você diz é gravado neste computador e não vai a nenhum outro lugar.</translation>
    </message>
    <message>
        <source>Which microphone listens</source>
        <translation>Qual microfone ouve</translation>
    </message>
</context>
<context>
    <name>ResultPane</name>
    <message>
        <source>A step before this one has failed.</source>
        <translation>Um passo anterior a este falhou.</translation>
    </message>
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
        <source>It starts when the queue goes on.</source>
        <translation>Começa quando a fila continuar.</translation>
    </message>
    <message>
        <source>No result yet</source>
        <translation>Ainda sem resultado</translation>
    </message>
    <message>
        <source>Not begun</source>
        <translation>Não iniciado</translation>
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
        <source>Save the translated document…</source>
        <translation>Salvar o documento traduzido…</translation>
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
        <source>Translate, then: %1</source>
        <translation>Traduzir e depois: %1</translation>
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
        <source>Saving the pictures</source>
        <translation>Salvando as imagens</translation>
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
    <name>ScorePanel</name>
    <message>
        <source>Agreement</source>
        <translation>Concordância</translation>
    </message>
    <message>
        <source>As a web page, Markdown or JSON, by the ending of its name</source>
        <translation>Como página da web, Markdown ou JSON, conforme o final do nome</translation>
    </message>
    <message>
        <source>BLEU</source>
        <translation>BLEU</translation>
    </message>
    <message>
        <source>Choose the column that holds the right answers, and see how often the model is right.</source>
        <translation>Escolha a coluna com as respostas certas e veja quantas vezes o modelo acerta.</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>Comparar com</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>Contando…</translation>
    </message>
    <message>
        <source>Export report…</source>
        <translation>Exportar relatório…</translation>
    </message>
    <message>
        <source>Export the report</source>
        <translation>Exportar o relatório</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Deixadas de fora</translation>
    </message>
    <message>
        <source>Macro F1</source>
        <translation>F1 macro</translation>
    </message>
    <message>
        <source>No right answer is a label of this model, which says: %1.</source>
        <translation>Nenhuma resposta certa é um rótulo deste modelo, que diz: %1.</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Certo</translation>
    </message>
    <message>
        <source>Right answers are in</source>
        <translation>As respostas certas estão em</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Linhas</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Executar</translation>
    </message>
    <message>
        <source>Run the other model on the same table</source>
        <translation>Executar o outro modelo na mesma tabela</translation>
    </message>
    <message>
        <source>Saved as {name}.</source>
        <translation>Salvo como {name}.</translation>
    </message>
    <message>
        <source>The other model is at work. {share}</source>
        <translation>O outro modelo está trabalhando. {share}</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Word error rate</source>
        <translation>Taxa de erro de palavras</translation>
    </message>
    <message>
        <source>choose a column</source>
        <translation>escolha uma coluna</translation>
    </message>
    <message>
        <source>chrF</source>
        <translation>chrF</translation>
    </message>
    <message>
        <source>no other model is here</source>
        <translation>não há outro modelo aqui</translation>
    </message>
</context>
<context>
    <name>SearchFilters</name>
    <message>
        <source>Also without ONNX</source>
        <translation>Também sem ONNX</translation>
    </message>
    <message>
        <source>Any language</source>
        <translation>Qualquer idioma</translation>
    </message>
    <message>
        <source>Any licence</source>
        <translation>Qualquer licença</translation>
    </message>
    <message>
        <source>Any size</source>
        <translation>Qualquer tamanho</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Idioma</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Licença</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Ordem</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Tamanho</translation>
    </message>
    <message>
        <source>Their graphs are made on this computer, which takes the converter</source>
        <translation>Seus grafos são feitos neste computador, o que exige o conversor</translation>
    </message>
    <message>
        <source>Up to %1 million weights</source>
        <translation>Até %1 milhões de pesos</translation>
    </message>
</context>
<context>
    <name>SearchPage</name>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln arquivo</numerusform>
            <numerusform>%Ln arquivos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln place(s)</source>
        <translation>
            <numerusform>%Ln trecho</numerusform>
            <numerusform>%Ln trechos</numerusform>
        </translation>
    </message>
    <message>
        <source>A few words or a whole question will do.</source>
        <translation>Basta digitar algumas palavras ou uma pergunta inteira.</translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation>Adicionar uma pasta…</translation>
    </message>
    <message>
        <source>Add files or folders, or drop them here. Ilha reads texts, documents, PDF files and pictures once, and then finds what you mean, also in other words. All of it stays on this computer.</source>
        <translation>Adicione arquivos ou pastas, ou solte-os aqui. O Ilha lê textos, documentos, PDFs e imagens uma vez e depois encontra o que você quer dizer, mesmo em outras palavras. Tudo fica neste computador.</translation>
    </message>
    <message>
        <source>Add files…</source>
        <translation>Adicionar arquivos…</translation>
    </message>
    <message>
        <source>Ask as you would ask somebody</source>
        <translation>Pergunte como perguntaria a alguém</translation>
    </message>
    <message>
        <source>By meaning and by words. Ilha only looks into what you add.</source>
        <translation>Pelo sentido e pelas palavras. O Ilha só olha o que você adiciona.</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nada encontrado</translation>
    </message>
    <message>
        <source>Nothing to search yet</source>
        <translation>Ainda não há onde buscar</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Abrir</translation>
    </message>
    <message>
        <source>Open the file with the program you have for it</source>
        <translation>Abre o arquivo com o programa que você tem para ele</translation>
    </message>
    <message>
        <source>Open the folder that the file is in</source>
        <translation>Abrir a pasta em que o arquivo está</translation>
    </message>
    <message>
        <source>Read here</source>
        <translation>Ler</translation>
    </message>
    <message>
        <source>Search my files</source>
        <translation>Buscar nos meus arquivos</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Buscando…</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Ver na pasta</translation>
    </message>
    <message>
        <source>Show models</source>
        <translation>Mostrar modelos</translation>
    </message>
    <message>
        <source>Show the passage in what was read of its file (Enter)</source>
        <translation>Mostra o trecho no que foi lido do arquivo (Enter)</translation>
    </message>
    <message>
        <source>This needs a model that tells what texts mean, and there is none on this computer yet.</source>
        <translation>Isto precisa de um modelo que reconheça o sentido dos textos, e ainda não há nenhum neste computador.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Tentar de novo</translation>
    </message>
    <message>
        <source>Try other words, or add the files that may have it.</source>
        <translation>Tente outras palavras ou adicione os arquivos que podem ter a resposta.</translation>
    </message>
    <message>
        <source>What are you looking for?</source>
        <translation>O que você procura?</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>O que foi encontrado</translation>
    </message>
</context>
<context>
    <name>SeenModel</name>
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
        <source>In the queue</source>
        <translation>Na fila</translation>
    </message>
    <message>
        <source>Of another kind</source>
        <translation>De outro tipo</translation>
    </message>
    <message>
        <source>Result being written</source>
        <translation>Resultado sendo gravado</translation>
    </message>
</context>
<context>
    <name>SegmentsViewer</name>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>Edit the transcript</source>
        <translation>Editar a transcrição</translation>
    </message>
    <message>
        <source>Hear this line</source>
        <translation>Ouvir esta linha</translation>
    </message>
    <message>
        <source>Merge with the next line</source>
        <translation>Juntar à próxima linha</translation>
    </message>
    <message>
        <source>Name the speaker…</source>
        <translation>Dar nome a quem fala…</translation>
    </message>
    <message>
        <source>No speech was found in this recording.</source>
        <translation>Não se encontrou fala nesta gravação.</translation>
    </message>
    <message>
        <source>Nothing is said</source>
        <translation>Sem fala</translation>
    </message>
    <message>
        <source>Split the line here</source>
        <translation>Dividir a linha aqui</translation>
    </message>
    <message>
        <source>Transcript</source>
        <translation>Transcrição</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>About Ilha</source>
        <translation>Sobre o Ilha</translation>
    </message>
    <message>
        <source>Access token</source>
        <translation>Token de acesso</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automático</translation>
    </message>
    <message>
        <source>Certificates</source>
        <translation>Certificados</translation>
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
        <source>Licences</source>
        <translation>Licenças</translation>
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
        <source>Models from the Hub</source>
        <translation>Modelos do Hub</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Rede</translation>
    </message>
    <message>
        <source>Nothing is ever sent by itself. Your files go nowhere but to a cluster that a command of yours names.</source>
        <translation>Nada é enviado por si só. Seus arquivos não vão a lugar nenhum, a não ser a um cluster que um comando seu indique.</translation>
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
        <source>Proxy</source>
        <translation>Proxy</translation>
    </message>
    <message>
        <source>Qt is used under the LGPL: a library of its own in the program&apos;s folder, which you may replace.</source>
        <translation>O Qt é usado sob a LGPL: uma biblioteca à parte na pasta do programa, que você pode substituir.</translation>
    </message>
    <message>
        <source>Results, history and settings lie here and nowhere else.</source>
        <translation>Resultados, histórico e configurações ficam aqui e em nenhum outro lugar.</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Servidor</translation>
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
        <source>Under the Apache License 2.0, without any warranty.</source>
        <translation>Sob a Apache License 2.0, sem nenhuma garantia.</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Versão</translation>
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
    <name>SharesChart</name>
    <message>
        <source>no entry</source>
        <translation>sem valor</translation>
    </message>
    <message>
        <source>others</source>
        <translation>outros</translation>
    </message>
</context>
<context>
    <name>SharesPanel</name>
    <message numerus="yes">
        <source>%n more group(s) with fewer rows are left out.</source>
        <translation>
            <numerusform>Mais %n grupo com menos linhas ficou de fora.</numerusform>
            <numerusform>Mais %n grupos com menos linhas ficaram de fora.</numerusform>
        </translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Contar</translation>
    </message>
    <message>
        <source>Rows without a date are left out: %1</source>
        <translation>Linhas sem data ficam de fora: %1</translation>
    </message>
    <message>
        <source>Shares</source>
        <translation>Proporções</translation>
    </message>
    <message>
        <source>Split by</source>
        <translation>Dividir por</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nada</translation>
    </message>
    <message>
        <source>others</source>
        <translation>outros</translation>
    </message>
</context>
<context>
    <name>Shortcuts</name>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Edit a transcript</source>
        <translation>Editar uma transcrição</translation>
    </message>
    <message>
        <source>Export the result or the chat</source>
        <translation>Exportar o resultado ou a conversa</translation>
    </message>
    <message>
        <source>Find in the result, or in the chats</source>
        <translation>Buscar no resultado ou nas conversas</translation>
    </message>
    <message>
        <source>Go offline, or be asked again</source>
        <translation>Ficar offline ou voltar a perguntar</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Ajuda</translation>
    </message>
    <message>
        <source>Move down in the queue</source>
        <translation>Descer na fila</translation>
    </message>
    <message>
        <source>Move up in the queue</source>
        <translation>Subir na fila</translation>
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
        <source>Pause the queue, or let it go on</source>
        <translation>Pausar ou retomar a fila</translation>
    </message>
    <message>
        <source>Play or pause a recording</source>
        <translation>Reproduzir ou pausar uma gravação</translation>
    </message>
    <message>
        <source>Record, or end the recording</source>
        <translation>Gravar, ou terminar a gravação</translation>
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
        <source>Run last in the queue</source>
        <translation>Passar para o fim da fila</translation>
    </message>
    <message>
        <source>Run next in the queue</source>
        <translation>Passar para o início da fila</translation>
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
        <source>Swap the languages</source>
        <translation>Trocar os idiomas</translation>
    </message>
    <message>
        <source>Undo the removal</source>
        <translation>Desfazer a remoção</translation>
    </message>
</context>
<context>
    <name>SoundView</name>
    <message>
        <source>Place in the recording</source>
        <translation>Posição na gravação</translation>
    </message>
    <message>
        <source>Place in the recording, close view</source>
        <translation>Posição na gravação, de perto</translation>
    </message>
</context>
<context>
    <name>SourceRow</name>
    <message>
        <source>Read it in “%1”</source>
        <translation>Ler em “%1”</translation>
    </message>
    <message>
        <source>Show the passage in what was read of its file</source>
        <translation>Mostra o trecho no que foi lido do arquivo</translation>
    </message>
    <message>
        <source>page %1</source>
        <translation>página %1</translation>
    </message>
</context>
<context>
    <name>SpansViewer</name>
    <message numerus="yes">
        <source>%Ln answer(s)</source>
        <translation>
            <numerusform>%Ln resposta</numerusform>
            <numerusform>%Ln respostas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln place(s) hidden</source>
        <translation>
            <numerusform>%Ln trecho oculto</numerusform>
            <numerusform>%Ln trechos ocultos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln place(s) marked</source>
        <translation>
            <numerusform>%Ln trecho marcado</numerusform>
            <numerusform>%Ln trechos marcados</numerusform>
        </translation>
    </message>
    <message>
        <source>A copy of what was hidden was saved. Whoever has it can read the whole text.</source>
        <translation>Uma cópia do que foi oculto foi salva. Quem a tiver pode ler o texto inteiro.</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Resposta</translation>
    </message>
    <message>
        <source>Answers, the best first</source>
        <translation>Respostas, a melhor primeiro</translation>
    </message>
    <message>
        <source>It could not be saved there. Choose another folder.</source>
        <translation>Não foi possível salvar ali. Escolha outra pasta.</translation>
    </message>
    <message>
        <source>Next place</source>
        <translation>Próximo trecho</translation>
    </message>
    <message>
        <source>No answer found</source>
        <translation>Nenhuma resposta encontrada</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nada encontrado</translation>
    </message>
    <message>
        <source>Open what was hidden</source>
        <translation>Abrir o que foi oculto</translation>
    </message>
    <message>
        <source>Previous place</source>
        <translation>Trecho anterior</translation>
    </message>
    <message>
        <source>Save it elsewhere…</source>
        <translation>Salvar em outro lugar…</translation>
    </message>
    <message>
        <source>Save what was hidden</source>
        <translation>Salvar o que foi oculto</translation>
    </message>
    <message>
        <source>Text with marked places</source>
        <translation>Texto com trechos marcados</translation>
    </message>
    <message>
        <source>What was found is hidden in this text. The file with what was hidden is gone.</source>
        <translation>O que foi encontrado está oculto neste texto. O arquivo com o que foi oculto não existe mais.</translation>
    </message>
    <message>
        <source>What was found is hidden in this text. What was hidden is kept in a separate file.</source>
        <translation>O que foi encontrado está oculto neste texto. O que foi oculto fica em um arquivo separado.</translation>
    </message>
    <message>
        <source>{at} of {count}</source>
        <translation>{at} de {count}</translation>
    </message>
    <message>
        <source>{shown} of {count} places</source>
        <translation>{shown} de {count} trechos</translation>
    </message>
</context>
<context>
    <name>SpeakerDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>For every line of “%1”</source>
        <translation>Para todas as linhas de “%1”</translation>
    </message>
    <message>
        <source>For this line</source>
        <translation>Para esta linha</translation>
    </message>
    <message>
        <source>For this line and those after it without a name</source>
        <translation>Para esta linha e as seguintes sem nome</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Dar nome</translation>
    </message>
    <message>
        <source>Name of the speaker</source>
        <translation>Nome de quem fala</translation>
    </message>
    <message>
        <source>Speaker</source>
        <translation>Quem fala</translation>
    </message>
    <message>
        <source>Who says this?</source>
        <translation>Quem diz isto?</translation>
    </message>
</context>
<context>
    <name>SpeechOptions</name>
    <message>
        <source>Find it out</source>
        <translation>Descobrir</translation>
    </message>
    <message>
        <source>Follow the recording word by word, where the model can tell; a little slower</source>
        <translation>Acompanhar a gravação palavra por palavra, quando o modelo sabe; um pouco mais lento</translation>
    </message>
    <message>
        <source>Name it when it is known: the beginning may be too short to tell</source>
        <translation>Diga qual é, se souber: o começo pode ser curto demais para descobrir</translation>
    </message>
    <message>
        <source>Spoken language</source>
        <translation>Idioma falado</translation>
    </message>
    <message>
        <source>Time of each word</source>
        <translation>Tempo de cada palavra</translation>
    </message>
    <message>
        <source>Translate into English</source>
        <translation>Traduzir para o inglês</translation>
    </message>
    <message>
        <source>Write in English what is said in another language</source>
        <translation>Escrever em inglês o que é dito em outro idioma</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>%1 left</source>
        <translation>faltam %1</translation>
    </message>
    <message>
        <source>%1 sent</source>
        <translation>%1 enviados</translation>
    </message>
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
            <numerusform>%n na fila</numerusform>
            <numerusform>%n na fila</numerusform>
        </translation>
    </message>
    <message>
        <source>Ilha refuses the models the network; the operating system would not stop native code.</source>
        <translation>O Ilha nega a rede aos modelos; o sistema operacional não impediria código nativo.</translation>
    </message>
    <message>
        <source>Leaves no trace</source>
        <translation>Não deixa rastro</translation>
    </message>
    <message>
        <source>Memory: window %1, engine %2</source>
        <translation>Memória: janela %1, motor %2</translation>
    </message>
    <message>
        <source>Network refused by the operating system</source>
        <translation>Rede negada pelo sistema operacional</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>Offline, enforced by the operating system</source>
        <translation>Offline, garantido pelo sistema operacional</translation>
    </message>
    <message>
        <source>Offline, enforced inside the program</source>
        <translation>Offline, garantido dentro do programa</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Pausada</translation>
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
        <source>Show the queue</source>
        <translation>Mostrar a fila</translation>
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
        <source>What the system enforces is shown once it is known.</source>
        <translation>O que o sistema garante é mostrado assim que se sabe.</translation>
    </message>
    <message>
        <source>What this window keeps is wiped when it is closed.</source>
        <translation>O que esta janela guarda é apagado quando ela é fechada.</translation>
    </message>
    <message>
        <source>at least %1 sent</source>
        <translation>pelo menos %1 enviados</translation>
    </message>
    <message>
        <source>not known what was sent</source>
        <translation>não se sabe o que foi enviado</translation>
    </message>
</context>
<context>
    <name>StepCard</name>
    <message>
        <source>Model and options</source>
        <translation>Modelo e opções</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Mover para baixo</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Mover para cima</translation>
    </message>
    <message>
        <source>Only what can work on the result of the step before is listed</source>
        <translation>Só aparece o que consegue trabalhar com o resultado do passo anterior</translation>
    </message>
    <message>
        <source>Remove this step</source>
        <translation>Remover este passo</translation>
    </message>
    <message>
        <source>Step %1: %2</source>
        <translation>Passo %1: %2</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Tarefa</translation>
    </message>
</context>
<context>
    <name>StepTabs</name>
    <message>
        <source>Do this step and those after it once more, with the recipe as it is now; this result stays</source>
        <translation>Faz este passo e os seguintes mais uma vez, com a receita como está agora; este resultado permanece</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Arquivo</translation>
    </message>
    <message>
        <source>Run again from here</source>
        <translation>Executar de novo a partir daqui</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Passos</translation>
    </message>
</context>
<context>
    <name>StoreDesk</name>
    <message numerus="yes">
        <source>%n model(s) asked about: nothing newer.</source>
        <translation>
            <numerusform>%n modelo consultado: nada mais novo.</numerusform>
            <numerusform>%n modelos consultados: nada mais novo.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) can be updated. Get them?</source>
        <translation>
            <numerusform>%n modelo pode ser atualizado. Baixar?</numerusform>
            <numerusform>%n modelos podem ser atualizados. Baixar?</numerusform>
        </translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Adicionar</translation>
    </message>
    <message numerus="yes">
        <source>Add %n folders or archives to the models?</source>
        <translation>
            <numerusform>Adicionar %n pasta ou arquivo compactado aos modelos?</numerusform>
            <numerusform>Adicionar %n pastas ou arquivos compactados aos modelos?</numerusform>
        </translation>
    </message>
    <message>
        <source>Add “%1” to the models?</source>
        <translation>Adicionar “%1” aos modelos?</translation>
    </message>
    <message>
        <source>Choose a folder for the models</source>
        <translation>Escolha uma pasta para os modelos</translation>
    </message>
    <message>
        <source>It is looked into, copied and tried; what is no usable model leaves nothing behind.</source>
        <translation>É examinado, copiado e testado; o que não é um modelo utilizável não deixa nada para trás.</translation>
    </message>
    <message>
        <source>Keep the models in %1?</source>
        <translation>Guardar os modelos em %1?</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Mover</translation>
    </message>
    <message>
        <source>That is on the same disk, so it takes a moment.</source>
        <translation>Fica no mesmo disco, então leva um instante.</translation>
    </message>
    <message>
        <source>Update…</source>
        <translation>Atualizar…</translation>
    </message>
    <message>
        <source>{size} are copied; {free} are free there. Until all is there nothing changes.</source>
        <translation>{size} são copiados; lá há {free} livres. Até que tudo chegue, nada muda.</translation>
    </message>
    <message>
        <source>{size} of it changed, commit {before} → {after}</source>
        <translation>mudaram {size}, commit {before} → {after}</translation>
    </message>
</context>
<context>
    <name>TableOptions</name>
    <message>
        <source>All of them</source>
        <translation>Todas</translation>
    </message>
    <message>
        <source>Any %1, to look at</source>
        <translation>Quaisquer %1, para ver</translation>
    </message>
    <message>
        <source>As usual</source>
        <translation>O de sempre</translation>
    </message>
    <message>
        <source>Column with right answers</source>
        <translation>Coluna com respostas certas</translation>
    </message>
    <message>
        <source>Column with the texts</source>
        <translation>Coluna com os textos</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Procurando…</translation>
    </message>
    <message>
        <source>Name of the new column</source>
        <translation>Nome da coluna nova</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Nenhuma</translation>
    </message>
    <message>
        <source>Options of the table</source>
        <translation>Opções da tabela</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Linhas</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>Planilha</translation>
    </message>
    <message>
        <source>The first %1, to look at</source>
        <translation>As primeiras %1, para ver</translation>
    </message>
</context>
<context>
    <name>TableViewer</name>
    <message numerus="yes">
        <source>%Ln different text(s)</source>
        <translation>
            <numerusform>%Ln texto diferente</numerusform>
            <numerusform>%Ln textos diferentes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s)</source>
        <translation>
            <numerusform>%Ln linha</numerusform>
            <numerusform>%Ln linhas</numerusform>
        </translation>
    </message>
    <message>
        <source>A sample: {shown} of {count} rows</source>
        <translation>Uma amostra: {shown} de {count} linhas</translation>
    </message>
    <message>
        <source>Export the rows that are shown</source>
        <translation>Exportar as linhas mostradas</translation>
    </message>
    <message>
        <source>Export the rows that are shown…</source>
        <translation>Exportar as linhas mostradas…</translation>
    </message>
    <message>
        <source>Find in the table</source>
        <translation>Buscar na tabela</translation>
    </message>
    <message>
        <source>Headings; a click sorts</source>
        <translation>Cabeçalhos; um clique ordena</translation>
    </message>
    <message>
        <source>Numbers of rows</source>
        <translation>Números das linhas</translation>
    </message>
    <message>
        <source>Only the first %1 of these rows are copied; Export has all.</source>
        <translation>Só as primeiras %1 destas linhas são copiadas; Exportar tem todas.</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Linhas</translation>
    </message>
    <message>
        <source>Run all rows</source>
        <translation>Processar todas</translation>
    </message>
    <message>
        <source>Saved as {name}.</source>
        <translation>Salvo como {name}.</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Avaliação</translation>
    </message>
    <message>
        <source>Score against a column of right answers</source>
        <translation>Avaliar com uma coluna de respostas certas</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>Selecionar tudo</translation>
    </message>
    <message>
        <source>Shares</source>
        <translation>Proporções</translation>
    </message>
    <message>
        <source>Show all rows</source>
        <translation>Mostrar todas as linhas</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabela</translation>
    </message>
    <message>
        <source>The rows are no longer where they were.</source>
        <translation>As linhas não estão mais onde estavam.</translation>
    </message>
    <message>
        <source>{shown} of {count} rows</source>
        <translation>{shown} de {count} linhas</translation>
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
    <message>
        <source>%1 · they wait until “%2” is filled in</source>
        <translation>%1 · esperam até “%2” ser preenchido</translation>
    </message>
    <message numerus="yes">
        <source>%n more cannot be used.</source>
        <translation>
            <numerusform>Mais %n não pode ser usado.</numerusform>
            <numerusform>Mais %n não podem ser usados.</numerusform>
        </translation>
    </message>
    <message>
        <source>Fill in “%1” first.</source>
        <translation>Preencha “%1” primeiro.</translation>
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
        <source>Key sentences of the text itself, chosen by meaning: no model here writes summaries.</source>
        <translation>Frases-chave do próprio texto, escolhidas pelo sentido: nenhum modelo aqui escreve resumos.</translation>
    </message>
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
    <name>TokenField</name>
    <message>
        <source>%1: access token</source>
        <translation>%1: token de acesso</translation>
    </message>
    <message>
        <source>Access token</source>
        <translation>Token de acesso</translation>
    </message>
    <message>
        <source>For models whose terms you accepted, and private ones. Only {host} is ever shown it.</source>
        <translation>Para modelos cujos termos você aceitou, e para os privados. Só {host} o recebe.</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Esquecer</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Salvar</translation>
    </message>
    <message>
        <source>Keep it in the keyring of this system, where there is one</source>
        <translation>Guardá-lo no chaveiro deste sistema, se houver um</translation>
    </message>
    <message>
        <source>One that ends in …{ending} comes from HF_TOKEN.</source>
        <translation>Um que termina em …{ending} vem de HF_TOKEN.</translation>
    </message>
    <message>
        <source>One that ends in …{ending} is kept for this run only: this system has no keyring.</source>
        <translation>Um que termina em …{ending} fica só até o Ilha ser fechado: este sistema não tem chaveiro.</translation>
    </message>
    <message>
        <source>One that ends in …{ending} lies in the keyring of this system.</source>
        <translation>Um que termina em …{ending} está no chaveiro deste sistema.</translation>
    </message>
    <message>
        <source>Paste a token</source>
        <translation>Cole um token</translation>
    </message>
    <message>
        <source>Paste another one</source>
        <translation>Cole outro</translation>
    </message>
    <message>
        <source>Remove the token from the keyring of this system</source>
        <translation>Remover o token do chaveiro deste sistema</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Substituir</translation>
    </message>
</context>
<context>
    <name>TranscribePage</name>
    <message numerus="yes">
        <source>%n recording(s) that were cut off are transcribed now.</source>
        <translation>
            <numerusform>%n gravação que foi interrompida está sendo transcrita agora.</numerusform>
            <numerusform>%n gravações que foram interrompidas estão sendo transcritas agora.</numerusform>
        </translation>
    </message>
    <message>
        <source>More options</source>
        <translation>Mais opções</translation>
    </message>
    <message>
        <source>More options · changed</source>
        <translation>Mais opções · alteradas</translation>
    </message>
    <message>
        <source>Names and terms, pauses, and how much care is taken</source>
        <translation>Nomes e termos, pausas e quanto capricho</translation>
    </message>
    <message>
        <source>The microphone is still recording; end it on the page “Transcribe”.</source>
        <translation>O microfone continua gravando. Para terminar, volte à página “Transcrever”.</translation>
    </message>
</context>
<context>
    <name>TranslatePage</name>
    <message>
        <source>Kept in the list below and in the history.</source>
        <translation>Guardado na lista abaixo e no histórico.</translation>
    </message>
    <message>
        <source>Model, terms to keep, and how much care is taken</source>
        <translation>Modelo, termos a manter e o capricho da tradução</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>Opções</translation>
    </message>
    <message>
        <source>Options · changed</source>
        <translation>Opções · alteradas</translation>
    </message>
    <message>
        <source>Use any model that knows these languages</source>
        <translation>Usar qualquer modelo que conheça estes idiomas</translation>
    </message>
</context>
<context>
    <name>Translation</name>
    <message>
        <source>%1 – assumed</source>
        <translation>%1 – suposto</translation>
    </message>
    <message>
        <source>%1 – detected</source>
        <translation>%1 – detectado</translation>
    </message>
    <message>
        <source>through %1</source>
        <translation>passando pelo %1</translation>
    </message>
</context>
<context>
    <name>TranslationDesk</name>
    <message numerus="yes">
        <source>%Ln character(s)</source>
        <translation>
            <numerusform>%Ln caractere</numerusform>
            <numerusform>%Ln caracteres</numerusform>
        </translation>
    </message>
    <message>
        <source>Clear the text</source>
        <translation>Limpar o texto</translation>
    </message>
    <message>
        <source>Copy the translation</source>
        <translation>Copiar a tradução</translation>
    </message>
    <message>
        <source>Detecting the language…</source>
        <translation>Detectando o idioma…</translation>
    </message>
    <message>
        <source>Give this translation up</source>
        <translation>Desistir desta tradução</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Guardar</translation>
    </message>
    <message>
        <source>Keep text and translation in the list and the history; else nothing of them stays</source>
        <translation>Guardar texto e tradução na lista e no histórico; senão, nada deles fica</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Parar</translation>
    </message>
    <message>
        <source>Stopped. It goes on when you type.</source>
        <translation>Parado. Continua quando você digitar.</translation>
    </message>
    <message>
        <source>Text and translation</source>
        <translation>Texto e tradução</translation>
    </message>
    <message>
        <source>Text to translate</source>
        <translation>Texto a traduzir</translation>
    </message>
    <message>
        <source>The translation appears here while you type.</source>
        <translation>A tradução aparece aqui ao digitar.</translation>
    </message>
    <message>
        <source>Translating…</source>
        <translation>Traduzindo…</translation>
    </message>
    <message>
        <source>Translation</source>
        <translation>Tradução</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Tentar de novo</translation>
    </message>
    <message>
        <source>Type or paste a text</source>
        <translation>Digite ou cole um texto</translation>
    </message>
</context>
<context>
    <name>TranslationViewer</name>
    <message>
        <source>Text</source>
        <translation>Texto</translation>
    </message>
    <message>
        <source>Text and translation</source>
        <translation>Texto e tradução</translation>
    </message>
    <message>
        <source>Translation</source>
        <translation>Tradução</translation>
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
    <message>
        <source>%1%</source>
        <translation>%1%</translation>
    </message>
</context>
<context>
    <name>WaitingFiles</name>
    <message numerus="yes">
        <source>%n file(s) ready</source>
        <translation>
            <numerusform>%n arquivo pronto</numerusform>
            <numerusform>%n arquivos prontos</numerusform>
        </translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Limpar</translation>
    </message>
    <message>
        <source>Fill in “%1” first.</source>
        <translation>Preencha “%1” primeiro.</translation>
    </message>
    <message>
        <source>Put these files away again</source>
        <translation>Retirar estes arquivos</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Executar</translation>
    </message>
</context>
<context>
    <name>WatchDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Choose the folder of the results</source>
        <translation>Escolher a pasta dos resultados</translation>
    </message>
    <message>
        <source>Choose the folder to watch</source>
        <translation>Escolher a pasta a vigiar</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Escolher…</translation>
    </message>
    <message>
        <source>Column of a table that holds the texts</source>
        <translation>Coluna da tabela que contém os textos</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Pasta</translation>
    </message>
    <message>
        <source>Form of the results</source>
        <translation>Formato dos resultados</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modelo</translation>
    </message>
    <message>
        <source>Name both folders.</source>
        <translation>Indique as duas pastas.</translation>
    </message>
    <message>
        <source>The usual one</source>
        <translation>O de costume</translation>
    </message>
    <message>
        <source>This is needed: %1.</source>
        <translation>Isto é necessário: %1.</translation>
    </message>
    <message>
        <source>Watch</source>
        <translation>Vigiar</translation>
    </message>
    <message>
        <source>Watch a folder</source>
        <translation>Vigiar uma pasta</translation>
    </message>
    <message>
        <source>What is done with its files</source>
        <translation>O que é feito com os arquivos</translation>
    </message>
    <message>
        <source>What lies in it now is worked on as well. Files are read and never changed, moved or deleted.</source>
        <translation>O que já está nela também é processado. Os arquivos são lidos e nunca alterados, movidos ou apagados.</translation>
    </message>
    <message>
        <source>Where results go</source>
        <translation>Para onde vão os resultados</translation>
    </message>
    <message>
        <source>by name or number; not needed where only one has texts</source>
        <translation>pelo nome ou número; dispensável quando só uma tem textos</translation>
    </message>
    <message>
        <source>results</source>
        <translation>resultados</translation>
    </message>
</context>
<context>
    <name>WatchModel</name>
    <message>
        <source>%1 → %2</source>
        <translation>%1 → %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln being written</source>
        <translation>
            <numerusform>%Ln sendo gravado</numerusform>
            <numerusform>%Ln sendo gravados</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln done</source>
        <translation>
            <numerusform>%Ln concluído</numerusform>
            <numerusform>%Ln concluídos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln failed</source>
        <translation>
            <numerusform>%Ln falhou</numerusform>
            <numerusform>%Ln falharam</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of other kinds</source>
        <translation>
            <numerusform>%Ln de outro tipo</numerusform>
            <numerusform>%Ln de outros tipos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln to do</source>
        <translation>
            <numerusform>%Ln a fazer</numerusform>
            <numerusform>%Ln a fazer</numerusform>
        </translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Pausada</translation>
    </message>
    <message>
        <source>This folder lies on another computer (%1), which does not tell of changes: it is looked at every minute, and a file is taken when it has not changed for a while.</source>
        <translation>Esta pasta fica em outro computador (%1), que não avisa de mudanças: ela é examinada a cada minuto, e um arquivo é processado quando não mudou há algum tempo.</translation>
    </message>
</context>
<context>
    <name>WatchPage</name>
    <message>
        <source>Also those that are too long ago to be listed</source>
        <translation>Também os que faz tempo demais para estarem na lista</translation>
    </message>
    <message>
        <source>Choose one, for scans for example: what is put there is read, and soon its text is there too.</source>
        <translation>Escolha uma, por exemplo a das digitalizações: o que for posto nela é lido, e logo o texto também estará lá.</translation>
    </message>
    <message>
        <source>Files that were worked on last</source>
        <translation>Últimos arquivos processados</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Retomar</translation>
    </message>
    <message>
        <source>Last files</source>
        <translation>Últimos arquivos</translation>
    </message>
    <message>
        <source>No folder is watched</source>
        <translation>Nenhuma pasta é vigiada</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausar</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Remover</translation>
    </message>
    <message>
        <source>Show results</source>
        <translation>Mostrar resultados</translation>
    </message>
    <message>
        <source>Show the result</source>
        <translation>Mostrar o resultado</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Tentar de novo</translation>
    </message>
    <message>
        <source>Try all failed again</source>
        <translation>Tentar de novo todos os que falharam</translation>
    </message>
    <message>
        <source>Watch a folder…</source>
        <translation>Vigiar uma pasta…</translation>
    </message>
    <message>
        <source>Watch folders</source>
        <translation>Pastas vigiadas</translation>
    </message>
    <message>
        <source>Watch this folder no longer; files and results stay</source>
        <translation>Deixar de vigiar esta pasta; arquivos e resultados ficam</translation>
    </message>
    <message>
        <source>Watched folders</source>
        <translation>Pastas vigiadas</translation>
    </message>
    <message>
        <source>While Ilha is open, new and changed files in these folders are worked on when nothing else waits.</source>
        <translation>Enquanto o Ilha está aberto, arquivos novos e alterados nestas pastas são processados quando nada mais espera.</translation>
    </message>
    <message>
        <source>“%1” is watched no longer</source>
        <translation>“%1” não é mais vigiada</translation>
    </message>
</context>
<context>
    <name>WayBack</name>
    <message numerus="yes">
        <source>%Ln job(s) cancelled</source>
        <translation>
            <numerusform>%Ln trabalho cancelado</numerusform>
            <numerusform>%Ln trabalhos cancelados</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln job(s) removed</source>
        <translation>
            <numerusform>%Ln trabalho removido</numerusform>
            <numerusform>%Ln trabalhos removidos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WindowCommands</name>
    <message>
        <source>Dark theme</source>
        <translation>Tema escuro</translation>
    </message>
    <message>
        <source>Ilha asks each time before anything is sent.</source>
        <translation>O Ilha pergunta sempre antes de enviar algo.</translation>
    </message>
    <message>
        <source>Light theme</source>
        <translation>Tema claro</translation>
    </message>
    <message>
        <source>Offline: nothing is sent unless you say yes.</source>
        <translation>Offline: nada é enviado, a menos que você diga sim.</translation>
    </message>
    <message>
        <source>The clipboard holds nothing that can be used.</source>
        <translation>A área de transferência não tem nada que possa ser usado.</translation>
    </message>
</context>
<context>
    <name>_DocumentRow</name>
    <message>
        <source>It is no longer where it was.</source>
        <translation>Não está mais onde estava.</translation>
    </message>
    <message>
        <source>Open the translated document</source>
        <translation>Abrir o documento traduzido</translation>
    </message>
    <message>
        <source>Save the translated document…</source>
        <translation>Salvar o documento traduzido…</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Salvar…</translation>
    </message>
    <message>
        <source>Show the translated document in its folder</source>
        <translation>Mostrar o documento traduzido na pasta</translation>
    </message>
</context>
<context>
    <name>_EditedNotice</name>
    <message>
        <source>Edited by hand on %1</source>
        <translation>Editado à mão em %1</translation>
    </message>
    <message>
        <source>Restore the original</source>
        <translation>Restaurar o original</translation>
    </message>
    <message>
        <source>Show again what the model wrote</source>
        <translation>Mostrar de novo o que o modelo escreveu</translation>
    </message>
</context>
<context>
    <name>_Suggestion</name>
    <message>
        <source>Copy its address: %1</source>
        <translation>Copiar o endereço: %1</translation>
    </message>
    <message>
        <source>Copy the address of %1</source>
        <translation>Copiar o endereço de %1</translation>
    </message>
    <message>
        <source>Download %1</source>
        <translation>Baixar %1</translation>
    </message>
    <message>
        <source>Download…</source>
        <translation>Baixar…</translation>
    </message>
    <message>
        <source>Licence: %1</source>
        <translation>Licença: %1</translation>
    </message>
    <message>
        <source>You are asked before anything is sent</source>
        <translation>O Ilha pergunta antes de enviar qualquer coisa</translation>
    </message>
</context>
<context>
    <name>assistants</name>
    <message>
        <source>Explainer</source>
        <translation>Explicador</translation>
    </message>
    <message>
        <source>Ilha</source>
        <translation>Ilha</translation>
    </message>
    <message>
        <source>Letter writer</source>
        <translation>Redator de cartas</translation>
    </message>
    <message>
        <source>Librarian</source>
        <translation>Bibliotecário</translation>
    </message>
    <message>
        <source>Looks into the files you added to the search with each question.</source>
        <translation>A cada pergunta, procura nos arquivos da sua busca.</translation>
    </message>
    <message>
        <source>Proofreader</source>
        <translation>Revisor</translation>
    </message>
    <message>
        <source>Says what something means in easy words, with an example.</source>
        <translation>Diz o que algo significa em palavras fáceis, com um exemplo.</translation>
    </message>
    <message>
        <source>Short, plain answers.</source>
        <translation>Respostas curtas e simples.</translation>
    </message>
    <message>
        <source>Writes a text again without its mistakes and changes nothing else.</source>
        <translation>Reescreve um texto sem os erros e não muda mais nada.</translation>
    </message>
    <message>
        <source>Writes short, polite letters and e-mails from a few words.</source>
        <translation>Escreve cartas e e-mails curtos e gentis com poucas palavras suas.</translation>
    </message>
</context>
<context>
    <name>catalogue</name>
    <message>
        <source>A hundred languages, each into any other; large and slow.</source>
        <translation>Cem idiomas, de cada um para qualquer outro; grande e lento.</translation>
    </message>
    <message>
        <source>A picture in one English sentence.</source>
        <translation>Uma imagem em uma frase em inglês.</translation>
    </message>
    <message>
        <source>A very small assistant for English: it rewrites, lists and answers simple questions, and is often wrong.</source>
        <translation>Um assistente muito pequeno para inglês: reescreve, lista e responde perguntas simples, e erra muitas vezes.</translation>
    </message>
    <message>
        <source>Answers and writes in English; small.</source>
        <translation>Responde e escreve em inglês; pequeno.</translation>
    </message>
    <message>
        <source>Answers and writes in many languages, with more care; large.</source>
        <translation>Responde e escreve em muitos idiomas, com mais cuidado; grande.</translation>
    </message>
    <message>
        <source>Answers and writes in many languages; small.</source>
        <translation>Responde e escreve em muitos idiomas; pequeno.</translation>
    </message>
    <message>
        <source>Answers and writes simple English; very small.</source>
        <translation>Responde e escreve em inglês simples; muito pequeno.</translation>
    </message>
    <message>
        <source>Boxes around 80 kinds of things: people, vehicles, animals, furniture, food, household things.</source>
        <translation>Caixas em volta de 80 tipos de coisas: pessoas, veículos, animais, móveis, comida, objetos da casa.</translation>
    </message>
    <message>
        <source>Compare texts by meaning (MiniLM, English)</source>
        <translation>Comparar textos pelo sentido (MiniLM, inglês)</translation>
    </message>
    <message>
        <source>Compares a picture with English words of your own.</source>
        <translation>Compara uma imagem com palavras suas, em inglês.</translation>
    </message>
    <message>
        <source>Eighty kinds of everyday things; small.</source>
        <translation>Oitenta tipos de coisas do dia a dia; pequeno.</translation>
    </message>
    <message>
        <source>English into French.</source>
        <translation>Do inglês para o francês.</translation>
    </message>
    <message>
        <source>English into German.</source>
        <translation>Do inglês para o alemão.</translation>
    </message>
    <message>
        <source>English into Spanish.</source>
        <translation>Do inglês para o espanhol.</translation>
    </message>
    <message>
        <source>English news and reports in a few sentences.</source>
        <translation>Notícias e relatórios em inglês em poucas frases.</translation>
    </message>
    <message>
        <source>English to Portuguese (Firefox)</source>
        <translation>Inglês para português (Firefox)</translation>
    </message>
    <message>
        <source>Find things in photos (YOLOv3-tiny)</source>
        <translation>Encontrar coisas em fotos (YOLOv3-tiny)</translation>
    </message>
    <message>
        <source>Finds the answer to a question in an English text.</source>
        <translation>Encontra a resposta a uma pergunta em um texto inglês.</translation>
    </message>
    <message>
        <source>French into English.</source>
        <translation>Do francês para o inglês.</translation>
    </message>
    <message>
        <source>German into English.</source>
        <translation>Do alemão para o inglês.</translation>
    </message>
    <message>
        <source>Labels of your own for English texts.</source>
        <translation>Seus próprios rótulos para textos em inglês.</translation>
    </message>
    <message>
        <source>Names the main thing in a photo out of 1,000 ImageNet classes.</source>
        <translation>Diz qual é a coisa principal em uma foto, entre 1.000 classes do ImageNet.</translation>
    </message>
    <message>
        <source>Negative, neutral or positive, in twelve languages.</source>
        <translation>Negativo, neutro ou positivo, em doze idiomas.</translation>
    </message>
    <message>
        <source>People, places and organisations in English texts.</source>
        <translation>Pessoas, lugares e organizações em textos ingleses.</translation>
    </message>
    <message>
        <source>People, places and organisations in ten languages.</source>
        <translation>Pessoas, lugares e organizações em dez idiomas.</translation>
    </message>
    <message>
        <source>Portuguese to English (Firefox)</source>
        <translation>Português para inglês (Firefox)</translation>
    </message>
    <message>
        <source>Read text (PP-OCRv6 small)</source>
        <translation>Ler texto (PP-OCRv6 pequeno)</translation>
    </message>
    <message>
        <source>Reads printed text in scans, photos and PDF pages.</source>
        <translation>Lê texto impresso em documentos escaneados, fotos e páginas de PDF.</translation>
    </message>
    <message>
        <source>Reviews in six languages as one to five stars.</source>
        <translation>Avaliações em seis idiomas, de uma a cinco estrelas.</translation>
    </message>
    <message>
        <source>Sentiment (MiniLM, English)</source>
        <translation>Sentimento (MiniLM, inglês)</translation>
    </message>
    <message>
        <source>SmolLM2 135M (English)</source>
        <translation>SmolLM2 135M (inglês)</translation>
    </message>
    <message>
        <source>Some five hundred sounds: voices, music, animals, machines.</source>
        <translation>Uns quinhentos sons: vozes, música, animais, máquinas.</translation>
    </message>
    <message>
        <source>Spanish into English.</source>
        <translation>Do espanhol para o inglês.</translation>
    </message>
    <message>
        <source>Speech in 99 languages, with more care; slower.</source>
        <translation>Fala em 99 idiomas, com mais cuidado; mais lento.</translation>
    </message>
    <message>
        <source>Speech in 99 languages; small.</source>
        <translation>Fala em 99 idiomas; pequeno.</translation>
    </message>
    <message>
        <source>Speech in 99 languages; the smallest and fastest.</source>
        <translation>Fala em 99 idiomas; o menor e mais rápido.</translation>
    </message>
    <message>
        <source>Tells speech from pauses and noise, so that long recordings are cut where nobody speaks.</source>
        <translation>Distingue fala de pausas e ruído, para que gravações longas sejam cortadas onde ninguém fala.</translation>
    </message>
    <message>
        <source>Tells whether an English sentence is negative, neutral or positive.</source>
        <translation>Diz se uma frase em inglês é negativa, neutra ou positiva.</translation>
    </message>
    <message>
        <source>The meaning of English sentences as 384 numbers.</source>
        <translation>O sentido de frases inglesas em 384 números.</translation>
    </message>
    <message>
        <source>The meaning of sentences in about a hundred languages.</source>
        <translation>O sentido de frases em uns cem idiomas.</translation>
    </message>
    <message>
        <source>The meaning of sentences in some fifty languages, Portuguese among them.</source>
        <translation>O sentido de frases em uns cinquenta idiomas, entre eles o português.</translation>
    </message>
    <message>
        <source>The same eighty kinds; larger and slower.</source>
        <translation>Os mesmos oitenta tipos; maior e mais lento.</translation>
    </message>
    <message>
        <source>The same thousand things, with more care.</source>
        <translation>As mesmas mil coisas, com mais cuidado.</translation>
    </message>
    <message>
        <source>Things, people and surfaces of everyday photos, each with its outline.</source>
        <translation>Coisas, pessoas e superfícies de fotos comuns, cada uma com seu contorno.</translation>
    </message>
    <message>
        <source>Translates English into Portuguese, sentence by sentence.</source>
        <translation>Traduz do inglês para o português, frase por frase.</translation>
    </message>
    <message>
        <source>Translates Portuguese into English, sentence by sentence.</source>
        <translation>Traduz do português para o inglês, frase por frase.</translation>
    </message>
    <message>
        <source>Turns English texts into vectors that lie close together when the texts mean the same.</source>
        <translation>Transforma textos em inglês em vetores que ficam próximos quando os textos dizem o mesmo.</translation>
    </message>
    <message>
        <source>Voice activity (Silero)</source>
        <translation>Atividade de voz (Silero)</translation>
    </message>
    <message>
        <source>What a photo shows, out of a thousand things and animals.</source>
        <translation>O que uma foto mostra, entre mil coisas e animais.</translation>
    </message>
    <message>
        <source>What a photo shows, out of a thousand things and animals; very small.</source>
        <translation>O que uma foto mostra, entre mil coisas e animais; muito pequeno.</translation>
    </message>
    <message>
        <source>What is in this photo (EfficientNet-Lite0)</source>
        <translation>O que há nesta foto (EfficientNet-Lite0)</translation>
    </message>
    <message>
        <source>What is near and what is far in a photo.</source>
        <translation>O que está perto e o que está longe em uma foto.</translation>
    </message>
    <message>
        <source>Whether an English sentence is positive or negative.</source>
        <translation>Se uma frase inglesa é positiva ou negativa.</translation>
    </message>
    <message>
        <source>Whisper base (99 languages)</source>
        <translation>Whisper base (99 idiomas)</translation>
    </message>
    <message>
        <source>Writes down what is said in 99 languages, and translates it into English.</source>
        <translation>Escreve o que é dito em 99 idiomas e traduz para o inglês.</translation>
    </message>
</context>
<context>
    <name>chat</name>
    <message>
        <source>The documents say nothing about this.</source>
        <translation>Os documentos não dizem nada sobre isto.</translation>
    </message>
</context>
<context>
    <name>errors</name>
    <message>
        <source>A recipe takes no {option}: its steps name their own.</source>
        <translation>Uma receita não aceita {option}: os passos dela trazem os seus.</translation>
    </message>
    <message>
        <source>A workbook holds {limit} rows, and this table has more.</source>
        <translation>Uma pasta de trabalho comporta {limit} linhas, e esta tabela tem mais.</translation>
    </message>
    <message>
        <source>A worker of the cluster gave no answer that can be used ({kind}).</source>
        <translation>Um trabalhador do cluster não deu uma resposta utilizável ({kind}).</translation>
    </message>
    <message>
        <source>Accept them at {link}, make an access token there, and give it to Ilha beside the model or in the settings.</source>
        <translation>Aceite-os em {link}, crie lá um token de acesso e dê-o ao Ilha ao lado do modelo ou nas configurações.</translation>
    </message>
    <message>
        <source>Add a model that reads this language. Here are: {known}.</source>
        <translation>Adicione um modelo que leia este idioma. Aqui estão: {known}.</translation>
    </message>
    <message>
        <source>Add its new version yourself, or download it from the Hub.</source>
        <translation>Adicione você mesmo a nova versão, ou baixe-a do Hub.</translation>
    </message>
    <message>
        <source>Allow it when you are asked, or in the settings; a command without a terminal takes --yes, and no --offline.</source>
        <translation>Permita quando for perguntado, ou nas configurações; um comando sem terminal aceita --yes, e sem --offline.</translation>
    </message>
    <message>
        <source>Ask for it again where it came from.</source>
        <translation>Peça-o de novo a quem o forneceu.</translation>
    </message>
    <message>
        <source>Assistants: {assistants}.</source>
        <translation>Assistentes: {assistants}.</translation>
    </message>
    <message>
        <source>Bring its folder to this computer and name the task: ilha models import</source>
        <translation>Traga a pasta dele para este computador e indique a tarefa: ilha models import</translation>
    </message>
    <message>
        <source>Bring the folder of one of the Hub ({models}) to this computer, then: ilha models import FOLDER</source>
        <translation>Traga para este computador a pasta de um modelo do Hub ({models}) e depois: ilha models import PASTA</translation>
    </message>
    <message>
        <source>Check its name; if it was moved or renamed, give it again from its new place.</source>
        <translation>Verifique o nome; se foi movido ou renomeado, indique-o de novo a partir do novo lugar.</translation>
    </message>
    <message>
        <source>Check that it is connected and may be used; what was recorded so far is kept.</source>
        <translation>Verifique se ele está conectado e pode ser usado; o que já foi gravado fica guardado.</translation>
    </message>
    <message>
        <source>Check that you have permission to read it and that its disk is connected.</source>
        <translation>Verifique se você tem permissão para lê-lo e se o disco está conectado.</translation>
    </message>
    <message>
        <source>Check the connection and try again; what has arrived so far is kept.</source>
        <translation>Verifique a conexão e tente de novo; o que já chegou fica guardado.</translation>
    </message>
    <message>
        <source>Check the name; a private model needs an access token.</source>
        <translation>Verifique o nome; um modelo privado precisa de um token de acesso.</translation>
    </message>
    <message>
        <source>Check the proxy&apos;s address, name and password in the settings.</source>
        <translation>Verifique endereço, nome e senha do proxy nas configurações.</translation>
    </message>
    <message>
        <source>Choose a file that has content.</source>
        <translation>Escolha um arquivo que tenha conteúdo.</translation>
    </message>
    <message>
        <source>Choose a folder on another disk, such as one inside this computer.</source>
        <translation>Escolha uma pasta em outro disco, como um dentro deste computador.</translation>
    </message>
    <message>
        <source>Choose a folder with pictures, PDF documents or texts.</source>
        <translation>Escolha uma pasta com imagens, documentos PDF ou textos.</translation>
    </message>
    <message>
        <source>Choose a recording, or a film that has a sound track.</source>
        <translation>Escolha uma gravação ou um vídeo que tenha som.</translation>
    </message>
    <message>
        <source>Choose another column, or another sheet of a workbook.</source>
        <translation>Escolha outra coluna, ou outra planilha da pasta de trabalho.</translation>
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
        <source>Choose another model for this task.</source>
        <translation>Escolha outro modelo para esta tarefa.</translation>
    </message>
    <message>
        <source>Choose another model for this.</source>
        <translation>Escolha outro modelo para isto.</translation>
    </message>
    <message>
        <source>Choose another model, or one of its languages: {known}.</source>
        <translation>Escolha outro modelo ou um dos idiomas dele: {known}.</translation>
    </message>
    <message>
        <source>Choose it, on the command line with --param {example}. Columns: {columns}.</source>
        <translation>Escolha-a, na linha de comando com --param {example}. Colunas: {columns}.</translation>
    </message>
    <message>
        <source>Choose other languages, or add a model that knows them. Here are: {known}.</source>
        <translation>Escolha outros idiomas ou adicione um modelo que os conheça. Aqui há: {known}.</translation>
    </message>
    <message>
        <source>Choose the language it is in.</source>
        <translation>Escolha o idioma em que está.</translation>
    </message>
    <message>
        <source>Choose times by sentence, or a model made for times of words.</source>
        <translation>Escolha tempos por trecho ou um modelo feito para tempos de palavras.</translation>
    </message>
    <message>
        <source>Close Ilha and start it again: what can be read is then put into a new file.</source>
        <translation>Feche o Ilha e inicie-o de novo: o que puder ser lido vai então para um arquivo novo.</translation>
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
        <source>Convert it first: ilha models convert “{folder}” --out FOLDER</source>
        <translation>Converta-o primeiro: ilha models convert “{folder}” --out PASTA</translation>
    </message>
    <message>
        <source>Copy it whole from the server&apos;s site: letters and digits, without spaces.</source>
        <translation>Copie-o inteiro do site do servidor: letras e algarismos, sem espaços.</translation>
    </message>
    <message>
        <source>Every machine of the cluster needs the same version of Ilha.</source>
        <translation>Todas as máquinas do cluster precisam da mesma versão do Ilha.</translation>
    </message>
    <message>
        <source>Everything else is still here; the damaged one is beside it as “{kept}”.</source>
        <translation>Todo o resto continua aqui; o danificado está ao lado dele como “{kept}”.</translation>
    </message>
    <message>
        <source>Expected: {expected}.</source>
        <translation>Esperado: {expected}.</translation>
    </message>
    <message>
        <source>Export the recipe, change the file, and import it.</source>
        <translation>Exporte a receita, mude o arquivo e importe-o.</translation>
    </message>
    <message>
        <source>Fetch that file again from where the model came from.</source>
        <translation>Busque esse arquivo de novo de onde o modelo veio.</translation>
    </message>
    <message>
        <source>Fetch that file again.</source>
        <translation>Busque esse arquivo de novo.</translation>
    </message>
    <message>
        <source>Files cannot be locked on the disk of “{folder}”.</source>
        <translation>Não é possível bloquear arquivos no disco de “{folder}”.</translation>
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
        <source>Give it a json export, or what “ilha run … --json” printed.</source>
        <translation>Indique uma exportação json, ou o que “ilha run … --json” imprimiu.</translation>
    </message>
    <message>
        <source>Give it in the window, which knows it until it is closed, or set HF_TOKEN.</source>
        <translation>Informe-o na janela, que o conhece até ser fechada, ou defina HF_TOKEN.</translation>
    </message>
    <message>
        <source>Give this one another name.</source>
        <translation>Dê outro nome a este.</translation>
    </message>
    <message>
        <source>If it is for another task, name that. Tasks: {tasks}.</source>
        <translation>Se é para outra tarefa, diga qual. Tarefas: {tasks}.</translation>
    </message>
    <message>
        <source>If your network has a certificate authority of its own, name its file in the settings.</source>
        <translation>Se a sua rede tem uma autoridade de certificação própria, indique o arquivo dela nas configurações.</translation>
    </message>
    <message>
        <source>Ilha ended unexpectedly the last time.</source>
        <translation>Da última vez, o Ilha terminou de forma inesperada.</translation>
    </message>
    <message>
        <source>Ilha is offline: nothing was sent to “{host}”.</source>
        <translation>O Ilha está offline: nada foi enviado a “{host}”.</translation>
    </message>
    <message>
        <source>Ilha is open already, but its window does not answer.</source>
        <translation>O Ilha já está aberto, mas a janela não responde.</translation>
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
        <source>Import it under a name that ends with both, such as “{example}”.</source>
        <translation>Importe-o com um nome que termine com os dois, como “{example}”.</translation>
    </message>
    <message>
        <source>Install ilha-converter; a checkout wants “python3 packaging/dev.py converter”.</source>
        <translation>Instale o ilha-converter; no código-fonte, execute “python3 packaging/dev.py converter”.</translation>
    </message>
    <message>
        <source>Install it again.</source>
        <translation>Instale-o de novo.</translation>
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
        <source>Install it with Ilha: pip install “ilha[cluster]”.</source>
        <translation>Instale junto com o Ilha: pip install “ilha[cluster]”.</translation>
    </message>
    <message>
        <source>Install that version again, or a later one; nothing was changed.</source>
        <translation>Instale de novo aquela versão, ou uma posterior; nada foi alterado.</translation>
    </message>
    <message>
        <source>Install the program ffmpeg, or save the sound as WAV, FLAC, MP3, Ogg or Opus in another program.</source>
        <translation>Instale o programa ffmpeg ou salve o som como WAV, FLAC, MP3, Ogg ou Opus em outro programa.</translation>
    </message>
    <message>
        <source>Install the same model there, as a kit for example: ilha models export</source>
        <translation>Instale lá o mesmo modelo, como kit por exemplo: ilha models export</translation>
    </message>
    <message>
        <source>Is there a sign-in page of this network? Open a browser first. Else check the server&apos;s address.</source>
        <translation>Esta rede tem uma página de login? Abra um navegador primeiro. Se não, verifique o endereço do servidor.</translation>
    </message>
    <message>
        <source>It ended the engine that tried it ({exit}).</source>
        <translation>Ele derrubou o motor que o experimentou ({exit}).</translation>
    </message>
    <message>
        <source>It has neither “{file}” nor a vocabulary to make one from.</source>
        <translation>Não tem “{file}” nem um vocabulário para criá-lo.</translation>
    </message>
    <message>
        <source>It has no file for the role “{role}”.</source>
        <translation>Não tem arquivo para o papel “{role}”.</translation>
    </message>
    <message>
        <source>It has no graph: “{file}” is missing.</source>
        <translation>Não tem grafo: falta “{file}”.</translation>
    </message>
    <message>
        <source>It has no vocabulary “{file}” to read texts with.</source>
        <translation>Não tem o vocabulário “{file}” para ler textos.</translation>
    </message>
    <message>
        <source>It holds more than {limit} files.</source>
        <translation>Ele contém mais de {limit} arquivos.</translation>
    </message>
    <message>
        <source>It holds several graphs and none is called “{file}”: {files}.</source>
        <translation>Contém vários grafos e nenhum se chama “{file}”: {files}.</translation>
    </message>
    <message>
        <source>It holds “{file}” twice, or so that not every disk can tell.</source>
        <translation>Ele contém “{file}” duas vezes, ou de um modo que nem todo disco distingue.</translation>
    </message>
    <message>
        <source>It is a part of the program, so every computer with Ilha has it.</source>
        <translation>Ele faz parte do programa, portanto todo computador com o Ilha o tem.</translation>
    </message>
    <message>
        <source>It is a part of the program.</source>
        <translation>Ele faz parte do programa.</translation>
    </message>
    <message>
        <source>It is a single file, and a model is a folder.</source>
        <translation>É um arquivo só, e um modelo é uma pasta.</translation>
    </message>
    <message>
        <source>It is cut into two graphs, and neither says how their vectors become probabilities.</source>
        <translation>Está dividido em dois grafos, e nenhum diz como seus vetores viram probabilidades.</translation>
    </message>
    <message>
        <source>It is damaged.</source>
        <translation>Ele está danificado.</translation>
    </message>
    <message>
        <source>It is made for “{task}”, which Ilha cannot do.</source>
        <translation>É feito para “{task}”, que o Ilha não sabe fazer.</translation>
    </message>
    <message>
        <source>It is taken as soon as it is whole.</source>
        <translation>Ele é processado assim que estiver completo.</translation>
    </message>
    <message>
        <source>It is written in a way that Ilha does not read.</source>
        <translation>Ele está gravado de um modo que o Ilha não lê.</translation>
    </message>
    <message>
        <source>It knows English alone, so it cannot translate.</source>
        <translation>Ele só conhece inglês e por isso não pode traduzir.</translation>
    </message>
    <message>
        <source>It lies behind a link, so Ilha did not write it.</source>
        <translation>Ele está atrás de um link, portanto não foi o Ilha que o gravou.</translation>
    </message>
    <message>
        <source>It may have lacked memory: close other programs and try again.</source>
        <translation>Pode ter faltado memória: feche outros programas e tente de novo.</translation>
    </message>
    <message>
        <source>It tells {found} classes apart and names {named}.</source>
        <translation>Distingue {found} classes e nomeia {named}.</translation>
    </message>
    <message>
        <source>It was started again and your other jobs go on. Retry this one if you like.</source>
        <translation>Ele foi iniciado de novo e seus outros trabalhos continuam. Tente este de novo, se quiser.</translation>
    </message>
    <message>
        <source>It writes what it hears and cannot translate.</source>
        <translation>Ele escreve o que ouve e não pode traduzir.</translation>
    </message>
    <message>
        <source>Its chat template cannot be used ({said}).</source>
        <translation>O modelo de conversa dele não pode ser usado ({said}).</translation>
    </message>
    <message>
        <source>Its content decides, not its name. This accepts: {accepts}.</source>
        <translation>O conteúdo decide, não o nome. Aqui são aceitos: {accepts}.</translation>
    </message>
    <message>
        <source>Its file “{file}” breaks off in the middle.</source>
        <translation>Seu arquivo “{file}” termina no meio.</translation>
    </message>
    <message>
        <source>Its file “{file}” does not fit ({said}).</source>
        <translation>Seu arquivo “{file}” não serve ({said}).</translation>
    </message>
    <message>
        <source>Its file “{file}” does not hold what it should.</source>
        <translation>Seu arquivo “{file}” não contém o que deveria.</translation>
    </message>
    <message>
        <source>Its file “{file}” has a name that leads elsewhere or is no name everywhere.</source>
        <translation>Seu arquivo “{file}” tem um nome que leva a outro lugar ou que não vale em todo sistema.</translation>
    </message>
    <message>
        <source>Its file “{file}” is a link that leads out of the folder.</source>
        <translation>Seu arquivo “{file}” é um link que sai da pasta.</translation>
    </message>
    <message>
        <source>Its file “{file}” is empty.</source>
        <translation>Seu arquivo “{file}” está vazio.</translation>
    </message>
    <message>
        <source>Its file “{file}” is larger than {limit_bytes}.</source>
        <translation>Seu arquivo “{file}” é maior que {limit_bytes}.</translation>
    </message>
    <message>
        <source>Its file “{file}” is missing or does not belong to it.</source>
        <translation>Seu arquivo “{file}” falta ou não pertence a ele.</translation>
    </message>
    <message>
        <source>Its file “{file}” is missing.</source>
        <translation>Falta o arquivo “{file}”.</translation>
    </message>
    <message>
        <source>Its file “{file}” is not JSON ({said}).</source>
        <translation>Seu arquivo “{file}” não é JSON ({said}).</translation>
    </message>
    <message>
        <source>Its file “{file}” is not an ONNX graph.</source>
        <translation>Seu arquivo “{file}” não é um grafo ONNX.</translation>
    </message>
    <message>
        <source>Its file “{file}” is of a kind that no model needs.</source>
        <translation>Seu arquivo “{file}” é de um tipo de que nenhum modelo precisa.</translation>
    </message>
    <message>
        <source>Its file “{file}” is only a Git LFS pointer to the real one.</source>
        <translation>Seu arquivo “{file}” é só um ponteiro Git LFS para o verdadeiro.</translation>
    </message>
    <message>
        <source>Its file “{file}” is too large.</source>
        <translation>Seu arquivo “{file}” é grande demais.</translation>
    </message>
    <message>
        <source>Its file “{file}” was altered: digest {expected}, found {found}.</source>
        <translation>Seu arquivo “{file}” foi alterado: resumo {expected}, encontrado {found}.</translation>
    </message>
    <message>
        <source>Its folder holds more than {limit} files.</source>
        <translation>Sua pasta contém mais de {limit} arquivos.</translation>
    </message>
    <message>
        <source>Its graph does not compare pictures with texts.</source>
        <translation>Seu grafo não compara imagens com textos.</translation>
    </message>
    <message>
        <source>Its graph ends before the layer in “{file}”.</source>
        <translation>Seu grafo termina antes da camada em “{file}”.</translation>
    </message>
    <message>
        <source>Its graph gives no boxes.</source>
        <translation>Seu grafo não dá caixas.</translation>
    </message>
    <message>
        <source>Its graph gives no masks with probabilities.</source>
        <translation>Seu grafo não dá máscaras com probabilidades.</translation>
    </message>
    <message>
        <source>Its graph has no output “{output}”; it has: {outputs}.</source>
        <translation>Seu grafo não tem a saída “{output}”; tem: {outputs}.</translation>
    </message>
    <message>
        <source>Its graph takes no picture.</source>
        <translation>Seu grafo não recebe imagem.</translation>
    </message>
    <message>
        <source>Its graph wants pictures of {wanted} pixels and is given {given}.</source>
        <translation>Seu grafo quer imagens de {wanted} pixels e recebe {given}.</translation>
    </message>
    <message>
        <source>Its graph wants the input “{input}”, which this task has not.</source>
        <translation>Seu grafo quer a entrada “{input}”, que esta tarefa não tem.</translation>
    </message>
    <message>
        <source>Its graph “{file}” breaks off in the middle.</source>
        <translation>Seu grafo “{file}” termina no meio.</translation>
    </message>
    <message>
        <source>Its graph “{file}” cannot be loaded ({said}).</source>
        <translation>Seu grafo “{file}” não pode ser carregado ({said}).</translation>
    </message>
    <message>
        <source>Its graph “{file}” has no input “{input}”, which “{task}” needs; it has: {inputs}.</source>
        <translation>Seu grafo “{file}” não tem a entrada “{input}”, de que “{task}” precisa; tem: {inputs}.</translation>
    </message>
    <message>
        <source>Its graph “{file}” is written in version {version} of ONNX&apos;s operators; {newest} is the newest known.</source>
        <translation>Seu grafo “{file}” usa a versão {version} dos operadores ONNX; {newest} é a mais nova conhecida.</translation>
    </message>
    <message>
        <source>Its graph “{file}” reads text (“{input}”), which “{task}” does not give it.</source>
        <translation>Seu grafo “{file}” lê texto (“{input}”), que “{task}” não lhe dá.</translation>
    </message>
    <message>
        <source>Its graph “{file}” remembers nothing of what was written; it was exported without a past.</source>
        <translation>O grafo “{file}” dele não se lembra do que foi escrito; foi exportado sem um passado.</translation>
    </message>
    <message>
        <source>Its graph “{file}” tells {found} classes apart, but “{config}” names {named}.</source>
        <translation>Seu grafo “{file}” distingue {found} classes, mas “{config}” nomeia {named}.</translation>
    </message>
    <message>
        <source>Its graph “{file}” uses the operator “{operator}” of “{domain}”, which needs code of its own.</source>
        <translation>Seu grafo “{file}” usa o operador “{operator}” de “{domain}”, que precisa de código próprio.</translation>
    </message>
    <message>
        <source>Its graph “{file}” uses “{operator}”, which is no operator of {domain}.</source>
        <translation>Seu grafo “{file}” usa “{operator}”, que não é operador de {domain}.</translation>
    </message>
    <message>
        <source>Its graph “{file}” wants weights from outside the folder: “{data}”.</source>
        <translation>Seu grafo “{file}” quer pesos de fora da pasta: “{data}”.</translation>
    </message>
    <message>
        <source>Its graphs do not tell when a word is said.</source>
        <translation>Os grafos dele não informam quando uma palavra é dita.</translation>
    </message>
    <message>
        <source>Its graphs give no vectors to compare.</source>
        <translation>Seus grafos não dão vetores para comparar.</translation>
    </message>
    <message>
        <source>Its graphs lie where Ilha does not look: “{file}”.</source>
        <translation>Os grafos dele estão onde o Ilha não procura: “{file}”.</translation>
    </message>
    <message>
        <source>Its list of contents is beyond measure.</source>
        <translation>Sua lista de conteúdo é desmedida.</translation>
    </message>
    <message>
        <source>Its list of contents was altered.</source>
        <translation>Sua lista de conteúdo foi alterada.</translation>
    </message>
    <message>
        <source>Its picture processor cannot be used.</source>
        <translation>Seu processador de imagens não pode ser usado.</translation>
    </message>
    <message>
        <source>Its picture processor “{processor}” is not known.</source>
        <translation>Seu processador de imagens “{processor}” não é conhecido.</translation>
    </message>
    <message>
        <source>Its sound processor “{processor}” is not known.</source>
        <translation>Seu processador de som “{processor}” não é conhecido.</translation>
    </message>
    <message>
        <source>Its variants: {variants}.</source>
        <translation>Suas variantes: {variants}.</translation>
    </message>
    <message>
        <source>Its vocabulary has no mark for the language “{language}”.</source>
        <translation>O vocabulário dele não tem marca para o idioma “{language}”.</translation>
    </message>
    <message>
        <source>Its vocabulary is not that of Whisper.</source>
        <translation>O vocabulário dele não é o do Whisper.</translation>
    </message>
    <message>
        <source>Its vocabulary “{file}” cannot be read.</source>
        <translation>Seu vocabulário “{file}” não pode ser lido.</translation>
    </message>
    <message>
        <source>Its weights are not in the form that the converter reads.</source>
        <translation>Os pesos dele não estão na forma que o conversor lê.</translation>
    </message>
    <message>
        <source>Its weights “{file}” are a pickle, which may run any program when it is read.</source>
        <translation>Seus pesos “{file}” são um pickle, que pode executar qualquer programa ao ser lido.</translation>
    </message>
    <message>
        <source>Its weights “{file}” are for PyTorch; it has no ONNX graph.</source>
        <translation>Seus pesos “{file}” são para PyTorch; não há grafo ONNX.</translation>
    </message>
    <message>
        <source>Its weights “{file}” are in a format that Ilha does not read.</source>
        <translation>Seus pesos “{file}” estão em um formato que o Ilha não lê.</translation>
    </message>
    <message>
        <source>Its “{file}” has no letters, or different ones for each language.</source>
        <translation>O “{file}” dele não tem letras ou tem letras diferentes para cada idioma.</translation>
    </message>
    <message>
        <source>Leave the revision out for the newest one.</source>
        <translation>Não indique a revisão para obter a mais nova.</translation>
    </message>
    <message>
        <source>Look at this line in an editor: a quotation mark or a bracket may be missing.</source>
        <translation>Veja essa linha em um editor: pode faltar uma aspa ou um colchete.</translation>
    </message>
    <message>
        <source>Models for it: {models}.</source>
        <translation>Modelos para ela: {models}.</translation>
    </message>
    <message>
        <source>Name a new one; nothing is ever written over.</source>
        <translation>Indique uma nova; nada é sobrescrito.</translation>
    </message>
    <message>
        <source>Name another one for Ilha, with --home or ILHA_HOME.</source>
        <translation>Indique outra para o Ilha, com --home ou ILHA_HOME.</translation>
    </message>
    <message>
        <source>Name its scheduler, like tcp://192.0.2.7:8786 or tls://name:8786.</source>
        <translation>Indique o escalonador, como tcp://192.0.2.7:8786 ou tls://nome:8786.</translation>
    </message>
    <message>
        <source>Name its task. Tasks: {tasks}.</source>
        <translation>Diga a tarefa. Tarefas: {tasks}.</translation>
    </message>
    <message>
        <source>Name one that is, such as “{folder}/ilha”: everything in it can be erased.</source>
        <translation>Indique uma que seja, como “{folder}/ilha”: tudo o que está nela pode ser apagado.</translation>
    </message>
    <message>
        <source>Name the folder that the file lies in.</source>
        <translation>Indique a pasta em que o arquivo está.</translation>
    </message>
    <message>
        <source>Name the folder whose files are to be worked on.</source>
        <translation>Indique a pasta cujos arquivos devem ser tratados.</translation>
    </message>
    <message>
        <source>Name the model as owner/name, or use another server.</source>
        <translation>Indique o modelo como dono/nome ou use outro servidor.</translation>
    </message>
    <message>
        <source>Name their files in the configuration of Dask: {variables}.</source>
        <translation>Indique os arquivos deles na configuração do Dask: {variables}.</translation>
    </message>
    <message>
        <source>No model for “{task}” is on this computer.</source>
        <translation>Não há neste computador nenhum modelo para “{task}”.</translation>
    </message>
    <message>
        <source>No model here translates from {source} into {target}.</source>
        <translation>Nenhum modelo aqui traduz de {source} para {target}.</translation>
    </message>
    <message>
        <source>No model here translates from {source}.</source>
        <translation>Nenhum modelo aqui traduz do idioma “{source}”.</translation>
    </message>
    <message>
        <source>Nobody is there to ask; --yes is the answer.</source>
        <translation>Não há ninguém a quem perguntar; --yes é a resposta.</translation>
    </message>
    <message>
        <source>None of its labels is “entailment”.</source>
        <translation>Nenhum de seus rótulos é “entailment”.</translation>
    </message>
    <message>
        <source>Nothing can be written to “{folder}”.</source>
        <translation>Não é possível gravar em “{folder}”.</translation>
    </message>
    <message>
        <source>Nothing in it names its labels.</source>
        <translation>Nada nele nomeia seus rótulos.</translation>
    </message>
    <message>
        <source>Nothing in it says from which language into which it translates.</source>
        <translation>Nada nele diz de que idioma para qual ele traduz.</translation>
    </message>
    <message>
        <source>Nothing in it says how large its pictures have to be.</source>
        <translation>Nada nele diz o tamanho das imagens.</translation>
    </message>
    <message>
        <source>Nothing in it says what it is for.</source>
        <translation>Nada nele diz para que serve.</translation>
    </message>
    <message>
        <source>Nothing in “{folder}” says what the model is for.</source>
        <translation>Nada em “{folder}” diz para que serve o modelo.</translation>
    </message>
    <message>
        <source>Nothing was installed; try again later, or choose another server.</source>
        <translation>Nada foi instalado; tente de novo mais tarde ou escolha outro servidor.</translation>
    </message>
    <message>
        <source>Nothing was taken from “{archive}”. {reason}</source>
        <translation>Nada foi retirado de “{archive}”. {reason}</translation>
    </message>
    <message>
        <source>Only ONNX and safetensors are read; look for the model in one of them.</source>
        <translation>Só ONNX e safetensors são lidos; procure o modelo em um deles.</translation>
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
        <source>Put the file itself in its place.</source>
        <translation>Ponha o próprio arquivo no lugar.</translation>
    </message>
    <message>
        <source>Recipes: {recipes}.</source>
        <translation>Receitas: {recipes}.</translation>
    </message>
    <message>
        <source>Reduce it or cut it into parts first.</source>
        <translation>Antes, reduza-o ou divida-o em partes.</translation>
    </message>
    <message>
        <source>Remove it, or make a new one on the server&apos;s site.</source>
        <translation>Remova-o ou crie um novo no site do servidor.</translation>
    </message>
    <message>
        <source>Remove the link “{folder}” yourself.</source>
        <translation>Remova você mesmo o link “{folder}”.</translation>
    </message>
    <message>
        <source>Retry it.</source>
        <translation>Tente de novo.</translation>
    </message>
    <message>
        <source>Run it again, perhaps on this computer: it may need more memory than they have.</source>
        <translation>Execute de novo, talvez neste computador: pode precisar de mais memória do que elas têm.</translation>
    </message>
    <message>
        <source>Run “git lfs pull” in its folder, or download the file by itself.</source>
        <translation>Execute “git lfs pull” na pasta, ou baixe o arquivo à parte.</translation>
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
        <source>Save it as CSV or as JSON lines.</source>
        <translation>Salve como CSV ou como linhas JSON.</translation>
    </message>
    <message>
        <source>Settings in “{file}” that cannot be used are as usual now: {names}.</source>
        <translation>As configurações em “{file}” que não podem ser usadas voltaram ao padrão: {names}.</translation>
    </message>
    <message>
        <source>Start it again to be asked again.</source>
        <translation>Comece de novo, e o Ilha pergunta outra vez.</translation>
    </message>
    <message>
        <source>Start it with --no-nanny, or set distributed.worker.daemon to false there.</source>
        <translation>Inicie-o com --no-nanny, ou defina lá distributed.worker.daemon como false.</translation>
    </message>
    <message>
        <source>Start them on machines that have Ilha: dask worker ADDRESS --no-nanny</source>
        <translation>Inicie-os em máquinas que têm o Ilha: dask worker ENDEREÇO --no-nanny</translation>
    </message>
    <message>
        <source>Starter packs: {packs}.</source>
        <translation>Pacotes iniciais: {packs}.</translation>
    </message>
    <message>
        <source>Step {step} ({task}) cannot work on the rows of the table “{name}”.</source>
        <translation>O passo {step} ({task}) não trabalha com as linhas da tabela “{name}”.</translation>
    </message>
    <message>
        <source>Step {step} ({task}) needs a model, and none for it is on this computer.</source>
        <translation>O passo {step} ({task}) precisa de um modelo, e nenhum para isso está neste computador.</translation>
    </message>
    <message>
        <source>Step {step} ({task}) wants the model “{model}”, which is not on this computer.</source>
        <translation>O passo {step} ({task}) quer o modelo “{model}”, que não está neste computador.</translation>
    </message>
    <message>
        <source>Tasks: {tasks}.</source>
        <translation>Tarefas: {tasks}.</translation>
    </message>
    <message>
        <source>That is no access token.</source>
        <translation>Isso não é um token de acesso.</translation>
    </message>
    <message>
        <source>The cache holds no files of it.</source>
        <translation>O cache não tem arquivos dele.</translation>
    </message>
    <message>
        <source>The cluster at “{host}” has no workers.</source>
        <translation>O cluster em “{host}” não tem trabalhadores.</translation>
    </message>
    <message>
        <source>The cluster at “{host}” is reached with certificates, and these are missing or not accepted.</source>
        <translation>O cluster em “{host}” só é acessado com certificados, e eles faltam ou não são aceitos.</translation>
    </message>
    <message>
        <source>The commands need none; “ilha --help” lists them.</source>
        <translation>Os comandos não precisam de tela; “ilha --help” mostra quais são.</translation>
    </message>
    <message>
        <source>The converter is not installed.</source>
        <translation>O conversor não está instalado.</translation>
    </message>
    <message>
        <source>The converter stopped while it worked on “{model}” ({exit}).</source>
        <translation>O conversor parou enquanto trabalhava em “{model}” ({exit}).</translation>
    </message>
    <message>
        <source>The damaged file is beside it as “{kept}”.</source>
        <translation>O arquivo danificado está ao lado dele como “{kept}”.</translation>
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
        <source>The file stays as it is until you change a setting.</source>
        <translation>O arquivo fica como está até você mudar uma configuração.</translation>
    </message>
    <message>
        <source>The file “{file}” of the model “{model}” arrived damaged twice from “{host}”.</source>
        <translation>O arquivo “{file}” do modelo “{model}” chegou danificado duas vezes de “{host}”.</translation>
    </message>
    <message>
        <source>The folder “{name}” holds nothing Ilha can work on.</source>
        <translation>A pasta “{name}” não tem nada com que o Ilha possa trabalhar.</translation>
    </message>
    <message>
        <source>The language of this cannot be told.</source>
        <translation>Não dá para saber o idioma disto.</translation>
    </message>
    <message>
        <source>The machines that worked on this were lost, one after the other.</source>
        <translation>As máquinas que trabalhavam nisto foram perdidas, uma após a outra.</translation>
    </message>
    <message>
        <source>The microphone does not work.</source>
        <translation>O microfone não funciona.</translation>
    </message>
    <message>
        <source>The model “{model}” ({revision}) is not on “{worker}”, where the work went.</source>
        <translation>O modelo “{model}” ({revision}) não está em “{worker}”, para onde o trabalho foi.</translation>
    </message>
    <message>
        <source>The model “{model}” came from no repository that could be asked.</source>
        <translation>O modelo “{model}” não veio de nenhum repositório que possa ser consultado.</translation>
    </message>
    <message>
        <source>The model “{model}” cannot be used. {reason}</source>
        <translation>O modelo “{model}” não pode ser usado. {reason}</translation>
    </message>
    <message>
        <source>The model “{model}” could not be converted. {reason}</source>
        <translation>O modelo “{model}” não pôde ser convertido. {reason}</translation>
    </message>
    <message>
        <source>The model “{model}” has no revision “{revision}” any more.</source>
        <translation>O modelo “{model}” não tem mais a revisão “{revision}”.</translation>
    </message>
    <message>
        <source>The model “{model}” is being downloaded by another window or command.</source>
        <translation>O modelo “{model}” está sendo baixado por outra janela ou comando.</translation>
    </message>
    <message>
        <source>The model “{model}” is being used just now.</source>
        <translation>O modelo “{model}” está sendo usado agora.</translation>
    </message>
    <message>
        <source>The model “{model}” is given only to those who accepted its terms.</source>
        <translation>O modelo “{model}” só é entregue a quem aceitou os termos dele.</translation>
    </message>
    <message>
        <source>The model “{model}” is incomplete. {reason}</source>
        <translation>O modelo “{model}” está incompleto. {reason}</translation>
    </message>
    <message>
        <source>The model “{model}” is not on this computer.</source>
        <translation>O modelo “{model}” não está neste computador.</translation>
    </message>
    <message>
        <source>The model “{model}” lists a file that Ilha does not take: “{file}”.</source>
        <translation>O modelo “{model}” traz um arquivo que o Ilha não aceita: “{file}”.</translation>
    </message>
    <message>
        <source>The model “{model}” stays as it is. {reason}</source>
        <translation>O modelo “{model}” fica como está. {reason}</translation>
    </message>
    <message>
        <source>The model “{model}” was altered: its file “{file}” is not the original.</source>
        <translation>O modelo “{model}” foi alterado: o arquivo “{file}” não é o original.</translation>
    </message>
    <message>
        <source>The name of the folder “{folder}” is no readable text.</source>
        <translation>O nome da pasta “{folder}” não é um texto legível.</translation>
    </message>
    <message>
        <source>The proxy of this network does not let Ilha through to “{host}”.</source>
        <translation>O proxy desta rede não deixa o Ilha chegar a “{host}”.</translation>
    </message>
    <message>
        <source>The sound of “{name}” ({label}) cannot be read on this computer.</source>
        <translation>O som de “{name}” ({label}) não pode ser lido neste computador.</translation>
    </message>
    <message>
        <source>The task “{task}” has no parameter “{name}”.</source>
        <translation>A tarefa “{task}” não tem o parâmetro “{name}”.</translation>
    </message>
    <message>
        <source>The worker on “{worker}” may not start an engine.</source>
        <translation>O trabalhador em “{worker}” não pode iniciar um motor.</translation>
    </message>
    <message>
        <source>There is another model “{model}” on this computer already.</source>
        <translation>Já existe outro modelo “{model}” neste computador.</translation>
    </message>
    <message>
        <source>There is no assistant “{name}”.</source>
        <translation>Não há um assistente “{name}”.</translation>
    </message>
    <message>
        <source>There is no display here that could show a window.</source>
        <translation>Não há aqui nenhuma tela em que uma janela possa aparecer.</translation>
    </message>
    <message>
        <source>There is no model “{model}” for the task “{task}”.</source>
        <translation>Não há modelo “{model}” para a tarefa “{task}”.</translation>
    </message>
    <message>
        <source>There is no recipe “{name}”.</source>
        <translation>Não há nenhuma receita “{name}”.</translation>
    </message>
    <message>
        <source>There is no sound in “{name}”.</source>
        <translation>Não há som em “{name}”.</translation>
    </message>
    <message>
        <source>There is no starter pack “{name}”.</source>
        <translation>Não há nenhum pacote inicial “{name}”.</translation>
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
        <source>This is in {language}, and the model “{model}” reads {known}.</source>
        <translation>Isto está em {language}, e o modelo “{model}” lê {known}.</translation>
    </message>
    <message>
        <source>This model does not understand spoken {language}.</source>
        <translation>Este modelo não entende {language} falado.</translation>
    </message>
    <message>
        <source>This result cannot be written as “{format}”.</source>
        <translation>Este resultado não pode ser gravado como “{format}”.</translation>
    </message>
    <message>
        <source>This server has not the whole model; use another one.</source>
        <translation>Este servidor não tem o modelo inteiro; use outro.</translation>
    </message>
    <message>
        <source>This system has no keyring that would keep the token.</source>
        <translation>Este sistema não tem um chaveiro que guarde o token.</translation>
    </message>
    <message>
        <source>Translate it first, or choose a model for this language.</source>
        <translation>Traduza primeiro, ou escolha um modelo para este idioma.</translation>
    </message>
    <message>
        <source>Tried on a small example, it failed ({said}).</source>
        <translation>Experimentado em um pequeno exemplo, falhou ({said}).</translation>
    </message>
    <message>
        <source>Try again after that; what has arrived so far is kept.</source>
        <translation>Tente de novo depois disso; o que já chegou fica guardado.</translation>
    </message>
    <message>
        <source>Try again later; what has arrived so far is kept.</source>
        <translation>Tente de novo mais tarde; o que já chegou fica guardado.</translation>
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
        <source>Unpacked it would be more than a hundred times as large.</source>
        <translation>Descompactado, ele seria mais de cem vezes maior.</translation>
    </message>
    <message>
        <source>Use a recipe without this step, or give this one a text.</source>
        <translation>Use uma receita sem esse passo, ou dê um texto a esta.</translation>
    </message>
    <message>
        <source>Use letters, digits, “-”, “_” and “.”, with a letter or a digit first.</source>
        <translation>Use letras, algarismos, “-”, “_” e “.”, começando por letra ou algarismo.</translation>
    </message>
    <message>
        <source>Use “Read text” on it first, and then what it has read.</source>
        <translation>Use “Ler texto” nele primeiro e depois o que foi lido.</translation>
    </message>
    <message>
        <source>Wait a moment and try again, or end the program that hangs.</source>
        <translation>Espere um momento e tente de novo, ou encerre o programa travado.</translation>
    </message>
    <message>
        <source>Wait for it to finish, or stop it there.</source>
        <translation>Espere terminar ou interrompa por lá.</translation>
    </message>
    <message>
        <source>Wait until the job that uses it is finished, or cancel it.</source>
        <translation>Espere o trabalho que o usa terminar, ou cancele-o.</translation>
    </message>
    <message>
        <source>Watch a folder of your own.</source>
        <translation>Vigie uma pasta sua.</translation>
    </message>
    <message>
        <source>What is wrong in it: {said}.</source>
        <translation>O que está errado nele: {said}.</translation>
    </message>
    <message>
        <source>What its graph gives ({shape}) does not fit its {count} labels.</source>
        <translation>O que seu grafo dá ({shape}) não combina com seus {count} rótulos.</translation>
    </message>
    <message>
        <source>What its graph gives ({shape}) is no picture.</source>
        <translation>O que seu grafo dá ({shape}) não é uma imagem.</translation>
    </message>
    <message>
        <source>What speaks to clusters is not installed.</source>
        <translation>O que fala com clusters não está instalado.</translation>
    </message>
    <message>
        <source>Write it like https://mirror.example, or http://proxy.example:3128.</source>
        <translation>Escreva-o como https://mirror.example ou http://proxy.example:3128.</translation>
    </message>
    <message>
        <source>Write owner/name, or the address of its page.</source>
        <translation>Escreva dono/nome ou o endereço da página dele.</translation>
    </message>
    <message>
        <source>You did not allow it: nothing more was sent to “{host}”.</source>
        <translation>Você não permitiu: nada mais foi enviado a “{host}”.</translation>
    </message>
    <message>
        <source>You did not allow it: nothing was changed.</source>
        <translation>Você não permitiu: nada foi alterado.</translation>
    </message>
    <message>
        <source>Your files and results are safe. If it happens again, copy the details into a bug report.</source>
        <translation>Seus arquivos e resultados estão a salvo. Se acontecer de novo, copie os detalhes para um relatório de erro.</translation>
    </message>
    <message>
        <source>“ilha --help” lists the commands.</source>
        <translation>“ilha --help” lista os comandos.</translation>
    </message>
    <message>
        <source>“ilha index list” shows what is.</source>
        <translation>“ilha index list” mostra o que está.</translation>
    </message>
    <message>
        <source>“{address}” is no address of a cluster.</source>
        <translation>“{address}” não é o endereço de um cluster.</translation>
    </message>
    <message>
        <source>“{address}” is no address.</source>
        <translation>“{address}” não é um endereço.</translation>
    </message>
    <message>
        <source>“{file}” holds no result of Ilha.</source>
        <translation>“{file}” não contém nenhum resultado do Ilha.</translation>
    </message>
    <message>
        <source>“{file}” in it is a link or a device, and no file.</source>
        <translation>“{file}”, nele, é um link ou um dispositivo, e não um arquivo.</translation>
    </message>
    <message>
        <source>“{file}” in “{folder}” could not be read, and Ilha has begun a new one.</source>
        <translation>Não foi possível ler “{file}” em “{folder}”, e o Ilha começou um novo.</translation>
    </message>
    <message>
        <source>“{file}” in “{folder}” is damaged, and a part of it cannot be read.</source>
        <translation>“{file}” em “{folder}” está danificado, e uma parte dele não pode ser lida.</translation>
    </message>
    <message>
        <source>“{file}” in “{folder}” was damaged. All that could be read is still here.</source>
        <translation>“{file}” em “{folder}” estava danificado. Tudo o que podia ser lido continua aqui.</translation>
    </message>
    <message>
        <source>“{file}” in “{folder}” was damaged. Your files are read into a new one.</source>
        <translation>“{file}” em “{folder}” estava danificado. Seus arquivos são lidos para um novo.</translation>
    </message>
    <message>
        <source>“{file}” in “{folder}” was written by a newer version of Ilha.</source>
        <translation>“{file}” em “{folder}” foi gravado por uma versão mais nova do Ilha.</translation>
    </message>
    <message>
        <source>“{file}” is there already.</source>
        <translation>“{file}” já existe.</translation>
    </message>
    <message>
        <source>“{folder}” belongs to Ilha, so nobody puts files there.</source>
        <translation>“{folder}” é do Ilha, por isso ninguém põe arquivos lá.</translation>
    </message>
    <message>
        <source>“{folder}” has no variant “{variant}”.</source>
        <translation>“{folder}” não tem a variante “{variant}”.</translation>
    </message>
    <message>
        <source>“{folder}” is in use by another program.</source>
        <translation>“{folder}” está em uso por outro programa.</translation>
    </message>
    <message>
        <source>“{folder}” is not a folder for Ilha alone.</source>
        <translation>“{folder}” não é uma pasta só do Ilha.</translation>
    </message>
    <message>
        <source>“{folder}” is there already, and it is not an empty folder.</source>
        <translation>“{folder}” já existe e não é uma pasta vazia.</translation>
    </message>
    <message>
        <source>“{host}” cannot be reached.</source>
        <translation>Não é possível alcançar “{host}”.</translation>
    </message>
    <message>
        <source>“{host}” cannot search.</source>
        <translation>“{host}” não sabe pesquisar.</translation>
    </message>
    <message>
        <source>“{host}” could not prove that it is the right server.</source>
        <translation>“{host}” não conseguiu provar que é o servidor certo.</translation>
    </message>
    <message>
        <source>“{host}” does not answer like a server for models.</source>
        <translation>“{host}” não responde como um servidor de modelos.</translation>
    </message>
    <message>
        <source>“{host}” does not know your access token.</source>
        <translation>“{host}” não conhece o seu token de acesso.</translation>
    </message>
    <message>
        <source>“{host}” gives no answer.</source>
        <translation>“{host}” não responde.</translation>
    </message>
    <message>
        <source>“{host}” has no model “{model}”, or it is private.</source>
        <translation>“{host}” não tem o modelo “{model}”, ou ele é privado.</translation>
    </message>
    <message>
        <source>“{host}” is busy and asks to be left alone for {seconds} seconds.</source>
        <translation>“{host}” está ocupado e pede para esperar {seconds} segundos.</translation>
    </message>
    <message>
        <source>“{host}” refused the request ({status}).</source>
        <translation>“{host}” recusou a solicitação ({status}).</translation>
    </message>
    <message>
        <source>“{host}” sent Ilha on to “{other}”, where nobody allowed it to go.</source>
        <translation>“{host}” encaminhou o Ilha para “{other}”, aonde ninguém permitiu que ele fosse.</translation>
    </message>
    <message>
        <source>“{name}” cannot be opened.</source>
        <translation>Não é possível abrir “{name}”.</translation>
    </message>
    <message>
        <source>“{name}” cannot be read as a table from line {line} on.</source>
        <translation>“{name}” não pode ser lido como tabela a partir da linha {line}.</translation>
    </message>
    <message>
        <source>“{name}” cannot be the name of a model.</source>
        <translation>“{name}” não pode ser nome de modelo.</translation>
    </message>
    <message>
        <source>“{name}” describes no assistant of Ilha.</source>
        <translation>“{name}” não descreve um assistente do Ilha.</translation>
    </message>
    <message>
        <source>“{name}” describes no recipe of Ilha.</source>
        <translation>“{name}” não descreve nenhuma receita do Ilha.</translation>
    </message>
    <message>
        <source>“{name}” does not exist.</source>
        <translation>“{name}” não existe.</translation>
    </message>
    <message>
        <source>“{name}” has no text in its column “{column}”.</source>
        <translation>“{name}” não tem texto na coluna “{column}”.</translation>
    </message>
    <message>
        <source>“{name}” has no text, only pictures of it.</source>
        <translation>“{name}” não tem texto, só imagens dele.</translation>
    </message>
    <message>
        <source>“{name}” is a kind of file this cannot use ({label}).</source>
        <translation>“{name}” é de um tipo que não pode ser usado aqui ({label}).</translation>
    </message>
    <message>
        <source>“{name}” is a table, and it was not said which column is meant.</source>
        <translation>“{name}” é uma tabela, e não foi dito qual coluna é.</translation>
    </message>
    <message>
        <source>“{name}” is being written still.</source>
        <translation>“{name}” ainda está sendo gravado.</translation>
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
        <source>“{name}” is no folder.</source>
        <translation>“{name}” não é uma pasta.</translation>
    </message>
    <message>
        <source>“{name}” is not in the index.</source>
        <translation>“{name}” não está no índice.</translation>
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
        <source>“{name}” names no model of a server.</source>
        <translation>“{name}” não é o nome de um modelo em um servidor.</translation>
    </message>
    <message>
        <source>“{name}” stopped the engine twice and is set aside.</source>
        <translation>“{name}” derrubou o motor duas vezes e foi posto de lado.</translation>
    </message>
    <message>
        <source>“{value}” is no value for the parameter “{name}”.</source>
        <translation>“{value}” não é um valor para o parâmetro “{name}”.</translation>
    </message>
</context>
<context>
    <name>labels</name>
    <message>
        <source>card number</source>
        <translation>número de cartão</translation>
    </message>
    <message>
        <source>e-mail</source>
        <translation>e-mail</translation>
    </message>
    <message>
        <source>negative</source>
        <translation>negativo</translation>
    </message>
    <message>
        <source>neutral</source>
        <translation>neutro</translation>
    </message>
    <message>
        <source>organisation</source>
        <translation>organização</translation>
    </message>
    <message>
        <source>other name</source>
        <translation>outro nome</translation>
    </message>
    <message>
        <source>person</source>
        <translation>pessoa</translation>
    </message>
    <message>
        <source>phone</source>
        <translation>telefone</translation>
    </message>
    <message>
        <source>place</source>
        <translation>lugar</translation>
    </message>
    <message>
        <source>positive</source>
        <translation>positivo</translation>
    </message>
</context>
<context>
    <name>languages</name>
    <message>
        <source>Afrikaans</source>
        <translation>africâner</translation>
    </message>
    <message>
        <source>Arabic</source>
        <translation>árabe</translation>
    </message>
    <message>
        <source>Bengali</source>
        <translation>bengali</translation>
    </message>
    <message>
        <source>Bulgarian</source>
        <translation>búlgaro</translation>
    </message>
    <message>
        <source>Catalan</source>
        <translation>catalão</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>chinês</translation>
    </message>
    <message>
        <source>Croatian</source>
        <translation>croata</translation>
    </message>
    <message>
        <source>Czech</source>
        <translation>tcheco</translation>
    </message>
    <message>
        <source>Danish</source>
        <translation>dinamarquês</translation>
    </message>
    <message>
        <source>Dutch</source>
        <translation>holandês</translation>
    </message>
    <message>
        <source>English</source>
        <translation>inglês</translation>
    </message>
    <message>
        <source>Estonian</source>
        <translation>estoniano</translation>
    </message>
    <message>
        <source>Finnish</source>
        <translation>finlandês</translation>
    </message>
    <message>
        <source>French</source>
        <translation>francês</translation>
    </message>
    <message>
        <source>Galician</source>
        <translation>galego</translation>
    </message>
    <message>
        <source>German</source>
        <translation>alemão</translation>
    </message>
    <message>
        <source>Greek</source>
        <translation>grego</translation>
    </message>
    <message>
        <source>Hebrew</source>
        <translation>hebraico</translation>
    </message>
    <message>
        <source>Hindi</source>
        <translation>híndi</translation>
    </message>
    <message>
        <source>Hungarian</source>
        <translation>húngaro</translation>
    </message>
    <message>
        <source>Indonesian</source>
        <translation>indonésio</translation>
    </message>
    <message>
        <source>Italian</source>
        <translation>italiano</translation>
    </message>
    <message>
        <source>Japanese</source>
        <translation>japonês</translation>
    </message>
    <message>
        <source>Korean</source>
        <translation>coreano</translation>
    </message>
    <message>
        <source>Latvian</source>
        <translation>letão</translation>
    </message>
    <message>
        <source>Lithuanian</source>
        <translation>lituano</translation>
    </message>
    <message>
        <source>Norwegian</source>
        <translation>norueguês</translation>
    </message>
    <message>
        <source>Persian</source>
        <translation>persa</translation>
    </message>
    <message>
        <source>Polish</source>
        <translation>polonês</translation>
    </message>
    <message>
        <source>Portuguese</source>
        <translation>português</translation>
    </message>
    <message>
        <source>Romanian</source>
        <translation>romeno</translation>
    </message>
    <message>
        <source>Russian</source>
        <translation>russo</translation>
    </message>
    <message>
        <source>Serbian</source>
        <translation>sérvio</translation>
    </message>
    <message>
        <source>Slovak</source>
        <translation>eslovaco</translation>
    </message>
    <message>
        <source>Slovenian</source>
        <translation>esloveno</translation>
    </message>
    <message>
        <source>Spanish</source>
        <translation>espanhol</translation>
    </message>
    <message>
        <source>Swahili</source>
        <translation>suaíli</translation>
    </message>
    <message>
        <source>Swedish</source>
        <translation>sueco</translation>
    </message>
    <message>
        <source>Tamil</source>
        <translation>tâmil</translation>
    </message>
    <message>
        <source>Thai</source>
        <translation>tailandês</translation>
    </message>
    <message>
        <source>Turkish</source>
        <translation>turco</translation>
    </message>
    <message>
        <source>Ukrainian</source>
        <translation>ucraniano</translation>
    </message>
    <message>
        <source>Urdu</source>
        <translation>urdu</translation>
    </message>
    <message>
        <source>Vietnamese</source>
        <translation>vietnamita</translation>
    </message>
</context>
<context>
    <name>licences</name>
    <message>
        <source>Models</source>
        <translation>Modelos</translation>
    </message>
    <message>
        <source>Python packages</source>
        <translation>Pacotes de Python</translation>
    </message>
    <message>
        <source>Qt, PySide6, FFmpeg, libsndfile, libsoxr and GEOS are used under the LGPL. Each is a shared library of its own in the program&apos;s folder, so it can be replaced by a changed build of the same version; nothing checks it.</source>
        <translation>Qt, PySide6, FFmpeg, libsndfile, libsoxr e GEOS são usados sob a LGPL. Cada um é uma biblioteca compartilhada própria na pasta do programa, que pode ser trocada por uma compilação alterada da mesma versão; nada a confere.</translation>
    </message>
    <message>
        <source>Shared libraries</source>
        <translation>Bibliotecas compartilhadas</translation>
    </message>
    <message>
        <source>Third parties in Ilha</source>
        <translation>Terceiros no Ilha</translation>
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
        <source>Film without sound</source>
        <translation>Vídeo sem som</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Pasta</translation>
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
        <source>Matroska sound</source>
        <translation>Som Matroska</translation>
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
        <source>WebM sound</source>
        <translation>Som WebM</translation>
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
    <name>microphone</name>
    <message>
        <source>No microphone was found on this computer.</source>
        <translation>Nenhum microfone foi encontrado neste computador.</translation>
    </message>
</context>
<context>
    <name>models</name>
    <message>
        <source>%1 downloads</source>
        <translation>%1 downloads</translation>
    </message>
    <message>
        <source>%1 likes</source>
        <translation>%1 curtidas</translation>
    </message>
    <message>
        <source>%1 of memory</source>
        <translation>%1 de memória</translation>
    </message>
    <message>
        <source>1 h of sound ≈ %1</source>
        <translation>1 h de som ≈ %1</translation>
    </message>
    <message>
        <source>1,000 words ≈ %1</source>
        <translation>1.000 palavras ≈ %1</translation>
    </message>
    <message>
        <source>Available</source>
        <translation>Disponível</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Alterado</translation>
    </message>
    <message>
        <source>Commit</source>
        <translation>Commit</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>Danificado</translation>
    </message>
    <message>
        <source>Files of it are missing or were altered. Install Ilha again.</source>
        <translation>Há arquivos dele faltando ou alterados. Instale o Ilha de novo.</translation>
    </message>
    <message>
        <source>Files of it are missing or were altered. Remove it, and add it again.</source>
        <translation>Há arquivos dele faltando ou alterados. Remova-o e adicione-o de novo.</translation>
    </message>
    <message>
        <source>Helps other tasks</source>
        <translation>Ajuda outras tarefas</translation>
    </message>
    <message>
        <source>Incomplete</source>
        <translation>Incompleto</translation>
    </message>
    <message>
        <source>Installed</source>
        <translation>Instalado</translation>
    </message>
    <message>
        <source>It comes with code of its own, which Ilha never runs.</source>
        <translation>Traz código próprio, que o Ilha nunca executa.</translation>
    </message>
    <message>
        <source>It comes with libraries of its own, which Ilha never loads.</source>
        <translation>Traz bibliotecas próprias, que o Ilha nunca carrega.</translation>
    </message>
    <message>
        <source>It has no ONNX graph: one is made on this computer, which takes some minutes and the converter.</source>
        <translation>Não tem grafo ONNX: um é feito neste computador, o que leva alguns minutos e precisa do conversor.</translation>
    </message>
    <message>
        <source>It is known to run.</source>
        <translation>Sabe-se que funciona.</translation>
    </message>
    <message>
        <source>It takes about {memory_bytes} of memory, of which {available_bytes} are free now.</source>
        <translation>Ele ocupa cerca de {memory_bytes} de memória, dos quais {available_bytes} estão livres agora.</translation>
    </message>
    <message>
        <source>It takes about {memory_bytes} of memory; this computer has {total_bytes}.</source>
        <translation>Ele ocupa cerca de {memory_bytes} de memória; este computador tem {total_bytes}.</translation>
    </message>
    <message>
        <source>It will run on this computer.</source>
        <translation>Vai funcionar neste computador.</translation>
    </message>
    <message>
        <source>Its licence forbids commercial use.</source>
        <translation>A licença proíbe o uso comercial.</translation>
    </message>
    <message>
        <source>Its terms have to be accepted on its page first.</source>
        <translation>Antes é preciso aceitar os termos na página dele.</translation>
    </message>
    <message>
        <source>Its weights are a pickle, which Ilha never opens; they can be converted to safetensors elsewhere.</source>
        <translation>Os pesos são um pickle, que o Ilha nunca abre; podem ser convertidos para safetensors em outro lugar.</translation>
    </message>
    <message>
        <source>Languages</source>
        <translation>Idiomas</translation>
    </message>
    <message>
        <source>Last used</source>
        <translation>Último uso</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Licença</translation>
    </message>
    <message>
        <source>Made from</source>
        <translation>Feito a partir de</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Memória</translation>
    </message>
    <message>
        <source>Missing or altered</source>
        <translation>Faltando ou alterado</translation>
    </message>
    <message>
        <source>Most downloads</source>
        <translation>Mais baixados</translation>
    </message>
    <message>
        <source>Most likes</source>
        <translation>Mais curtidos</translation>
    </message>
    <message>
        <source>Newest</source>
        <translation>Mais novos</translation>
    </message>
    <message>
        <source>Nobody says under which licence it is.</source>
        <translation>Ninguém diz sob qual licença está.</translation>
    </message>
    <message>
        <source>On its way</source>
        <translation>A caminho</translation>
    </message>
    <message>
        <source>On the disk</source>
        <translation>No disco</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>Precisão</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Pronto</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Origem</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Velocidade</translation>
    </message>
    <message>
        <source>Starter pack: Chat</source>
        <translation>Pacote inicial: Conversa</translation>
    </message>
    <message>
        <source>Starter pack: Pictures</source>
        <translation>Pacote inicial: Imagens</translation>
    </message>
    <message>
        <source>Starter pack: Sound</source>
        <translation>Pacote inicial: Som</translation>
    </message>
    <message>
        <source>Starter pack: Text</source>
        <translation>Pacote inicial: Texto</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Tarefa</translation>
    </message>
    <message>
        <source>Terms to accept</source>
        <translation>Termos a aceitar</translation>
    </message>
    <message>
        <source>Tight</source>
        <translation>Apertado</translation>
    </message>
    <message>
        <source>Too large</source>
        <translation>Grande demais</translation>
    </message>
    <message>
        <source>Trending</source>
        <translation>Em alta</translation>
    </message>
    <message>
        <source>a folder or an archive</source>
        <translation>uma pasta ou um arquivo compactado</translation>
    </message>
    <message>
        <source>a part of the program</source>
        <translation>uma parte do programa</translation>
    </message>
    <message>
        <source>a picture ≈ %1</source>
        <translation>uma imagem ≈ %1</translation>
    </message>
    <message>
        <source>an answer of 100 words ≈ %1</source>
        <translation>uma resposta de 100 palavras ≈ %1</translation>
    </message>
    <message>
        <source>licence unknown</source>
        <translation>licença desconhecida</translation>
    </message>
    <message>
        <source>many</source>
        <translation>muitos</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nunca</translation>
    </message>
</context>
<context>
    <name>privacy</name>
    <message>
        <source>Alarm</source>
        <translation>Alarme</translation>
    </message>
    <message>
        <source>An earlier record could not be read and lies beside this one as “{file}”: it is not counted here.</source>
        <translation>Um registro anterior não pôde ser lido e está ao lado deste como “{file}”: ele não é contado aqui.</translation>
    </message>
    <message>
        <source>Ask for the address of a name (DNS)</source>
        <translation>Perguntar o endereço de um nome (DNS)</translation>
    </message>
    <message>
        <source>Asked by</source>
        <translation>Pedido por</translation>
    </message>
    <message>
        <source>Attach memory of another program, such as the picture of a window</source>
        <translation>Ligar-se à memória de outro programa, como a imagem de uma janela</translation>
    </message>
    <message>
        <source>Broken off</source>
        <translation>Interrompido</translation>
    </message>
    <message>
        <source>Command line</source>
        <translation>Linha de comando</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>Conversas</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>Decisão</translation>
    </message>
    <message>
        <source>Delete a file outside of its work folder</source>
        <translation>Excluir um arquivo fora da pasta de trabalho</translation>
    </message>
    <message>
        <source>Documents of conversations</source>
        <translation>Documentos de conversas</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>Download</translation>
    </message>
    <message>
        <source>Everything was erased: {count} files, {size}.</source>
        <translation>Tudo foi apagado: {count} arquivos, {size}.</translation>
    </message>
    <message>
        <source>Exports that found no other place</source>
        <translation>Exportações que não acharam outro lugar</translation>
    </message>
    <message>
        <source>Files that belong to results</source>
        <translation>Arquivos que pertencem a resultados</translation>
    </message>
    <message>
        <source>Folders that dialogs remember</source>
        <translation>Pastas de que os diálogos se lembram</translation>
    </message>
    <message>
        <source>History with results</source>
        <translation>Histórico com resultados</translation>
    </message>
    <message>
        <source>Ilha refuses the models every network connection by itself. On this computer the operating system does not stop native code in them from trying.</source>
        <translation>O próprio Ilha nega aos modelos qualquer conexão de rede. Neste computador o sistema operacional não impede que código nativo neles tente.</translation>
    </message>
    <message>
        <source>Index of your files</source>
        <translation>Índice dos seus arquivos</translation>
    </message>
    <message>
        <source>Left over from a proof</source>
        <translation>Restos de uma prova</translation>
    </message>
    <message>
        <source>Logs, without content</source>
        <translation>Registros técnicos, sem conteúdo</translation>
    </message>
    <message>
        <source>Look-up</source>
        <translation>Consulta</translation>
    </message>
    <message>
        <source>Models that you added</source>
        <translation>Modelos que você adicionou</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>Desconhecida</translation>
    </message>
    <message>
        <source>Nothing was ever sent from this computer.</source>
        <translation>Nada jamais foi enviado deste computador.</translation>
    </message>
    <message>
        <source>One request to {hosts}: {sent_bytes} sent, {received_bytes} received.</source>
        <translation>Uma solicitação a {hosts}: {sent_bytes} enviados, {received_bytes} recebidos.</translation>
    </message>
    <message>
        <source>Open a connection (TCP)</source>
        <translation>Abrir uma conexão (TCP)</translation>
    </message>
    <message>
        <source>Open a connection over IPv6</source>
        <translation>Abrir uma conexão por IPv6</translation>
    </message>
    <message>
        <source>Open a page (HTTPS)</source>
        <translation>Abrir uma página (HTTPS)</translation>
    </message>
    <message>
        <source>Open a socket of any other family</source>
        <translation>Abrir um socket de qualquer outra família</translation>
    </message>
    <message>
        <source>Open the memory of Ilha as a file</source>
        <translation>Abrir a memória do Ilha como arquivo</translation>
    </message>
    <message>
        <source>Pasted texts and recordings</source>
        <translation>Textos colados e gravações</translation>
    </message>
    <message>
        <source>Place of the window and last options</source>
        <translation>Posição da janela e últimas opções</translation>
    </message>
    <message>
        <source>Read the memory of Ilha</source>
        <translation>Ler a memória do Ilha</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Recebido</translation>
    </message>
    <message>
        <source>Record of all requests</source>
        <translation>Registro de todas as solicitações</translation>
    </message>
    <message>
        <source>Refused: not by the model manager</source>
        <translation>Negada: não veio do gerenciador de modelos</translation>
    </message>
    <message>
        <source>Refused: not the server that was named</source>
        <translation>Negada: não é o servidor indicado</translation>
    </message>
    <message>
        <source>Refused: offline</source>
        <translation>Negada: offline</translation>
    </message>
    <message>
        <source>Refused: you said no</source>
        <translation>Negada: você disse não</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Solicitação</translation>
    </message>
    <message>
        <source>Row {row} is not as it was written: the record was changed by something else than Ilha.</source>
        <translation>A linha {row} não está como foi escrita: o registro foi alterado por algo que não é o Ilha.</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Busca</translation>
    </message>
    <message>
        <source>Send a datagram (UDP)</source>
        <translation>Enviar um datagrama (UDP)</translation>
    </message>
    <message>
        <source>Send a datagram over IPv6</source>
        <translation>Enviar um datagrama por IPv6</translation>
    </message>
    <message>
        <source>Send to another program (pair of Unix sockets)</source>
        <translation>Enviar a outro programa (par de sockets Unix)</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Enviado</translation>
    </message>
    <message>
        <source>Sent: --yes was given</source>
        <translation>Enviada: --yes foi dado</translation>
    </message>
    <message>
        <source>Sent: downloads are allowed</source>
        <translation>Enviada: downloads permitidos</translation>
    </message>
    <message>
        <source>Sent: the command named the server</source>
        <translation>Enviada: o comando indicou o servidor</translation>
    </message>
    <message>
        <source>Sent: you said yes</source>
        <translation>Enviada: você disse sim</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Servidor</translation>
    </message>
    <message>
        <source>Set up a queue past the system calls (io_uring)</source>
        <translation>Criar uma fila que contorna as chamadas de sistema (io_uring)</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Configurações</translation>
    </message>
    <message>
        <source>Speed of this computer</source>
        <translation>Velocidade deste computador</translation>
    </message>
    <message>
        <source>Take an open file away from Ilha</source>
        <translation>Tomar do Ilha um arquivo aberto</translation>
    </message>
    <message>
        <source>Take control of Ilha (ptrace)</source>
        <translation>Assumir o controle do Ilha (ptrace)</translation>
    </message>
    <message>
        <source>Talk to another program (Unix socket)</source>
        <translation>Falar com outro programa (socket Unix)</translation>
    </message>
    <message>
        <source>Talk to the kernel (netlink)</source>
        <translation>Falar com o kernel (netlink)</translation>
    </message>
    <message>
        <source>Talk to the network card (packet socket)</source>
        <translation>Falar com a placa de rede (packet socket)</translation>
    </message>
    <message>
        <source>The operating system refuses the process that runs the models every network connection, the memory of other programs and writing anywhere but to its work folder.</source>
        <translation>O sistema operacional nega ao processo que executa os modelos qualquer conexão de rede, a memória de outros programas e a gravação fora da sua pasta de trabalho.</translation>
    </message>
    <message>
        <source>The operating system refuses the process that runs the models every network connection. The memory of the window is not protected, nor are your files from being written: this system lacks Landlock.</source>
        <translation>O sistema operacional nega ao processo que executa os modelos qualquer conexão de rede. A memória da janela não está protegida, nem seus arquivos contra gravação: falta Landlock neste sistema.</translation>
    </message>
    <message>
        <source>The record is whole: each row is as it was written.</source>
        <translation>O registro está íntegro: cada linha está como foi escrita.</translation>
    </message>
    <message>
        <source>The system did not let go of these:</source>
        <translation>O sistema não largou estes:</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Hora</translation>
    </message>
    <message>
        <source>Transcripts that can be searched</source>
        <translation>Transcrições em que se pode buscar</translation>
    </message>
    <message>
        <source>Type a command into the terminal that Ilha was started from</source>
        <translation>Digitar um comando no terminal em que o Ilha foi iniciado</translation>
    </message>
    <message>
        <source>Unfinished work</source>
        <translation>Trabalho inacabado</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>Atualização</translation>
    </message>
    <message>
        <source>Watched folders</source>
        <translation>Pastas vigiadas</translation>
    </message>
    <message>
        <source>What for</source>
        <translation>Para quê</translation>
    </message>
    <message>
        <source>What was ever sent from this computer is not known: its record cannot be read.</source>
        <translation>Não se sabe o que já foi enviado deste computador: o registro não pode ser lido.</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Janela</translation>
    </message>
    <message>
        <source>Windows that leave no trace</source>
        <translation>Janelas que não deixam rastro</translation>
    </message>
    <message>
        <source>Work for a cluster</source>
        <translation>Trabalho para um cluster</translation>
    </message>
    <message>
        <source>Write a file outside of its work folder</source>
        <translation>Gravar um arquivo fora da pasta de trabalho</translation>
    </message>
    <message>
        <source>Write into the memory of Ilha</source>
        <translation>Escrever na memória do Ilha</translation>
    </message>
    <message>
        <source>Write packets of its own (raw socket)</source>
        <translation>Escrever pacotes próprios (raw socket)</translation>
    </message>
    <message>
        <source>Your assistants</source>
        <translation>Seus assistentes</translation>
    </message>
    <message>
        <source>Your recipes</source>
        <translation>Suas receitas</translation>
    </message>
    <message>
        <source>from Python</source>
        <translation>com Python</translation>
    </message>
    <message>
        <source>from a program it started</source>
        <translation>com outro programa</translation>
    </message>
    <message>
        <source>from native code</source>
        <translation>com código nativo</translation>
    </message>
    <message>
        <source>{count} requests to {hosts}: {sent_bytes} sent, {received_bytes} received.</source>
        <translation>{count} solicitações a {hosts}: {sent_bytes} enviados, {received_bytes} recebidos.</translation>
    </message>
    <message>
        <source>“{who}” reached for the network ({what} {where}). It is not the model manager, so it was refused: nothing was sent. The record of requests has it.</source>
        <translation>“{who}” tentou alcançar a rede ({what} {where}). Não é o gerenciador de modelos, por isso foi negado: nada foi enviado. Está no registro de solicitações.</translation>
    </message>
</context>
<context>
    <name>recipes</name>
    <message>
        <source>Collects what was found in all the files in one table.</source>
        <translation>Reúne em uma tabela o que foi encontrado em todos os arquivos.</translation>
    </message>
    <message>
        <source>Cuts a page of reviews into sentences and judges each of them.</source>
        <translation>Corta uma página de avaliações em frases e julga cada uma delas.</translation>
    </message>
    <message>
        <source>Cuts a text into its sentences, a row for each.</source>
        <translation>Corta um texto em frases, uma linha para cada.</translation>
    </message>
    <message>
        <source>Finds the things in a folder of photos and lists them in one table.</source>
        <translation>Encontra as coisas em uma pasta de fotos e as lista em uma tabela.</translation>
    </message>
    <message>
        <source>One table</source>
        <translation>Uma tabela</translation>
    </message>
    <message>
        <source>Read and translate</source>
        <translation>Ler e traduzir</translation>
    </message>
    <message>
        <source>Reads a scan and translates its text.</source>
        <translation>Lê uma digitalização e traduz o texto.</translation>
    </message>
    <message>
        <source>Sentences</source>
        <translation>Frases</translation>
    </message>
    <message>
        <source>Sentiment of every sentence</source>
        <translation>Sentimento de cada frase</translation>
    </message>
    <message>
        <source>Things in photos, as a table</source>
        <translation>Coisas em fotos, em tabela</translation>
    </message>
    <message>
        <source>Transcript, translation, summary</source>
        <translation>Transcrição, tradução, resumo</translation>
    </message>
    <message>
        <source>Writes down a recording, translates what is said and says it in few words.</source>
        <translation>Transcreve uma gravação, traduz o que é dito e diz em poucas palavras.</translation>
    </message>
</context>
<context>
    <name>tasks</name>
    <message>
        <source>0 takes the likeliest word each time; more lets chance play, and answers differ.</source>
        <translation>0 escolhe sempre a palavra mais provável; acima disso o acaso participa, e as respostas variam.</translation>
    </message>
    <message>
        <source>A grey picture of how near or far everything in a photo is.</source>
        <translation>Uma imagem cinza de quão perto ou longe está tudo em uma foto.</translation>
    </message>
    <message>
        <source>A sentence about a photo, or the words of a single line, as the model was made for.</source>
        <translation>Uma frase sobre uma foto, ou as palavras de uma única linha, conforme o modelo.</translation>
    </message>
    <message>
        <source>Above 1 words that were there become less likely; 0: as the model&apos;s makers meant it.</source>
        <translation>Acima de 1, palavras que já apareceram ficam menos prováveis; 0: como quiseram os autores do modelo.</translation>
    </message>
    <message>
        <source>Against repetition</source>
        <translation>Contra repetições</translation>
    </message>
    <message>
        <source>Also read lines that stand on their head; a little slower.</source>
        <translation>Ler também linhas de cabeça para baixo; um pouco mais lento.</translation>
    </message>
    <message>
        <source>Also save each thing as a picture of its own.</source>
        <translation>Salvar também cada coisa como imagem própria.</translation>
    </message>
    <message>
        <source>Another text; the result says how close the two are in meaning.</source>
        <translation>Outro texto; o resultado diz quão próximos são os dois no sentido.</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>Respostas</translation>
    </message>
    <message>
        <source>Answers a message, and remembers what was said.</source>
        <translation>Responde a uma mensagem e se lembra do que foi dito.</translation>
    </message>
    <message>
        <source>Answers a question with a passage of the text and shows where it stands.</source>
        <translation>Responde a uma pergunta com um trecho do texto e mostra onde está.</translation>
    </message>
    <message>
        <source>Ask a document</source>
        <translation>Perguntar a um documento</translation>
    </message>
    <message>
        <source>Boxes around the things in a photo, with their names and how many there are.</source>
        <translation>Caixas em torno das coisas de uma foto, com nomes e quantidades.</translation>
    </message>
    <message>
        <source>Care</source>
        <translation>Capricho</translation>
    </message>
    <message>
        <source>Certainty</source>
        <translation>Certeza</translation>
    </message>
    <message>
        <source>Chance chooses among so many of them; 0: as the model&apos;s makers meant it.</source>
        <translation>O acaso escolhe entre tantas delas; 0: como quiseram os autores do modelo.</translation>
    </message>
    <message>
        <source>Chance chooses among the words that make up this share; 0: as the model&apos;s makers meant it.</source>
        <translation>O acaso escolhe entre as palavras que somam esta parcela; 0: como quiseram os autores do modelo.</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>Conversa</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Coluna</translation>
    </message>
    <message>
        <source>Compare texts</source>
        <translation>Comparar textos</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>Comparar com</translation>
    </message>
    <message>
        <source>Cut out</source>
        <translation>Recortar</translation>
    </message>
    <message>
        <source>Depth</source>
        <translation>Profundidade</translation>
    </message>
    <message>
        <source>Describe</source>
        <translation>Descrever</translation>
    </message>
    <message>
        <source>Farol Azul, quality gate</source>
        <translation>Farol Azul, Ilha Grande</translation>
    </message>
    <message>
        <source>Find things</source>
        <translation>Encontrar coisas</translation>
    </message>
    <message>
        <source>Finds people, places and organisations in a text, and can mask them.</source>
        <translation>Encontra pessoas, lugares e organizações em um texto e pode mascará-los.</translation>
    </message>
    <message>
        <source>From</source>
        <translation>De</translation>
    </message>
    <message>
        <source>Give a vector for every line or sentence as well.</source>
        <translation>Dar também um vetor para cada linha ou frase.</translation>
    </message>
    <message>
        <source>Give the text with masks such as [PER 1] instead; e-mail addresses, telephone, card and account numbers, CPF and CNPJ are masked as well. What they hide is kept in a file of its own.</source>
        <translation>Dar o texto com máscaras como [PER 1]; e-mails, números de telefone, cartão e conta, CPF e CNPJ também são mascarados. O que escondem fica em um arquivo próprio.</translation>
    </message>
    <message>
        <source>Hear only where somebody speaks: faster, and nothing is made up in silence. Off for singing.</source>
        <translation>Ouvir só onde alguém fala: mais rápido, e nada é inventado no silêncio. Desligue para canto.</translation>
    </message>
    <message>
        <source>How long the summary is; a short one says a long text in a single paragraph.</source>
        <translation>O tamanho do resumo; um curto diz um texto longo em um único parágrafo.</translation>
    </message>
    <message>
        <source>How many answers to give, the best first.</source>
        <translation>Quantas respostas dar, a melhor primeiro.</translation>
    </message>
    <message>
        <source>How many labels to give, the best first.</source>
        <translation>Quantos rótulos mostrar, do mais provável ao menos.</translation>
    </message>
    <message>
        <source>How many pieces of words are written at most; 0: as usual.</source>
        <translation>Quantos pedaços de palavras são escritos no máximo; 0: o habitual.</translation>
    </message>
    <message>
        <source>How many texts are followed at once: more is slower and may be better; 0: as usual.</source>
        <translation>Quantos textos são seguidos ao mesmo tempo: mais é mais lento e pode ser melhor; 0: o usual.</translation>
    </message>
    <message>
        <source>How many tokens an answer may have; a word is one or a few of them.</source>
        <translation>Quantos tokens uma resposta pode ter; uma palavra é um ou alguns deles.</translation>
    </message>
    <message>
        <source>How many translations are followed at once: more is slower and may be better; 0: as usual.</source>
        <translation>Quantas traduções são seguidas ao mesmo tempo: mais é mais lento e pode ser melhor; 0: como de costume.</translation>
    </message>
    <message>
        <source>How names and terms are spelled that may be heard.</source>
        <translation>Como se escrevem nomes e termos que podem ser ouvidos.</translation>
    </message>
    <message>
        <source>Instructions</source>
        <translation>Instruções</translation>
    </message>
    <message>
        <source>Into</source>
        <translation>Para</translation>
    </message>
    <message>
        <source>Judge every label by itself; else their scores add up to 1.</source>
        <translation>Julgar cada rótulo por si; senão os valores somam 1.</translation>
    </message>
    <message>
        <source>Judge the text as a whole, or every line or sentence as well.</source>
        <translation>Julgar o texto como um todo, ou também cada linha ou frase.</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Rótulos</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Idioma</translation>
    </message>
    <message>
        <source>Leave out pauses</source>
        <translation>Pular pausas</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Tamanho</translation>
    </message>
    <message>
        <source>Likeliest share</source>
        <translation>Parcela mais provável</translation>
    </message>
    <message>
        <source>Likeliest words</source>
        <translation>Palavras mais prováveis</translation>
    </message>
    <message>
        <source>Lines the model is less sure of are left out (0 to 1).</source>
        <translation>Linhas de que o modelo tem menos certeza ficam de fora (0 a 1).</translation>
    </message>
    <message>
        <source>Longest</source>
        <translation>Máximo</translation>
    </message>
    <message>
        <source>Longest answer</source>
        <translation>Resposta mais longa</translation>
    </message>
    <message>
        <source>Mask</source>
        <translation>Mascarar</translation>
    </message>
    <message>
        <source>My own labels</source>
        <translation>Meus rótulos</translation>
    </message>
    <message>
        <source>My own labels for pictures</source>
        <translation>Meus rótulos para imagens</translation>
    </message>
    <message>
        <source>Names and places</source>
        <translation>Nomes e lugares</translation>
    </message>
    <message>
        <source>Names and terms</source>
        <translation>Nomes e termos</translation>
    </message>
    <message>
        <source>Names and terms that stay as they are, with commas between them.</source>
        <translation>Nomes e termos que ficam como estão, separados por vírgulas.</translation>
    </message>
    <message>
        <source>Names what a photo shows, with how sure the model is.</source>
        <translation>Diz o que uma foto mostra e com quanta certeza.</translation>
    </message>
    <message>
        <source>Names what can be heard in a recording, with how sure the model is.</source>
        <translation>Diz o que se ouve em uma gravação, e com que certeza.</translation>
    </message>
    <message>
        <source>New column</source>
        <translation>Coluna nova</translation>
    </message>
    <message>
        <source>Of every “segment”, of every “word” where the model tells it, or “none” within a stretch.</source>
        <translation>De cada “segment” (trecho), de cada “word” (palavra) quando o modelo os informa, ou “none” (nenhum) dentro de um trecho.</translation>
    </message>
    <message>
        <source>Only twenty rows, the first or any, to look at before the whole table is run.</source>
        <translation>Só vinte linhas, as primeiras ou quaisquer, para ver antes de processar a tabela inteira.</translation>
    </message>
    <message>
        <source>Parts and background</source>
        <translation>Partes e fundo</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Pergunta</translation>
    </message>
    <message>
        <source>Read text</source>
        <translation>Ler texto</translation>
    </message>
    <message>
        <source>Right answers</source>
        <translation>Respostas certas</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>Amostra</translation>
    </message>
    <message>
        <source>Says how close two texts are in meaning, and gives the numbers behind it.</source>
        <translation>Diz o quanto dois textos se parecem no sentido e mostra os números por trás disso.</translation>
    </message>
    <message>
        <source>Says in few words what a text says; without a model that writes, by its most telling sentences.</source>
        <translation>Diz em poucas palavras o que um texto diz; sem um modelo que escreva, pelas frases mais significativas.</translation>
    </message>
    <message>
        <source>Says which of the labels you name fit a picture.</source>
        <translation>Diz quais dos rótulos que você dá servem a uma imagem.</translation>
    </message>
    <message>
        <source>Says which of the labels you name fit a text.</source>
        <translation>Diz quais dos rótulos que você dá servem a um texto.</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Semente</translation>
    </message>
    <message>
        <source>Sentence</source>
        <translation>Frase</translation>
    </message>
    <message>
        <source>Sentiment</source>
        <translation>Sentimento</translation>
    </message>
    <message>
        <source>Several may fit</source>
        <translation>Vários podem servir</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>Planilha</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>Dividir</translation>
    </message>
    <message>
        <source>Stop before</source>
        <translation>Parar antes de</translation>
    </message>
    <message>
        <source>Summarise</source>
        <translation>Resumir</translation>
    </message>
    <message>
        <source>Takes the background away, or marks the parts of a photo by name.</source>
        <translation>Retira o fundo, ou marca as partes de uma foto pelo nome.</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Temperatura</translation>
    </message>
    <message>
        <source>Terms to keep</source>
        <translation>Termos a manter</translation>
    </message>
    <message>
        <source>Text from scans, photos and PDF pages, with the place of every line.</source>
        <translation>Texto de digitalizações, fotos e páginas PDF, com o lugar de cada linha.</translation>
    </message>
    <message>
        <source>Texts that end the answer, with commas between them; “\n” stands for the end of a line.</source>
        <translation>Textos que encerram a resposta, separados por vírgulas; “\n” significa o fim de uma linha.</translation>
    </message>
    <message>
        <source>The column of a table to translate, by name or number; empty for all that hold text.</source>
        <translation>A coluna da tabela a traduzir, por nome ou número; vazio para todas que têm texto.</translation>
    </message>
    <message>
        <source>The column of the table that holds the texts, by name or number.</source>
        <translation>A coluna da tabela que contém os textos, pelo nome ou número.</translation>
    </message>
    <message>
        <source>The column that holds the right answers, to score the model against.</source>
        <translation>A coluna que contém as respostas certas, para avaliar o modelo.</translation>
    </message>
    <message>
        <source>The language of the text, such as “en”; empty to have it found out.</source>
        <translation>O idioma do texto, como “en”; vazio para ser descoberto.</translation>
    </message>
    <message>
        <source>The language to translate into, such as “pt”; empty for the only or likeliest one.</source>
        <translation>O idioma para o qual traduzir, como “pt”; vazio para o único ou o mais provável.</translation>
    </message>
    <message>
        <source>The new workbook holds this sheet alone, as values: without formulas, formats and other sheets.</source>
        <translation>A nova pasta de trabalho contém só esta planilha, como valores: sem fórmulas, formatos e outras planilhas.</translation>
    </message>
    <message>
        <source>The parts to keep on a transparent background, separated by commas. A model that finds the foreground always cuts it out.</source>
        <translation>As partes a manter sobre fundo transparente, separadas por vírgulas. Um modelo que encontra o primeiro plano sempre o recorta.</translation>
    </message>
    <message>
        <source>The same number draws the same answer again; in a chat, 0 draws another one each time.</source>
        <translation>O mesmo número sorteia a mesma resposta de novo; numa conversa, 0 sorteia outra a cada vez.</translation>
    </message>
    <message>
        <source>The sheet of a workbook, by name or number; empty for the first one.</source>
        <translation>A planilha de uma pasta de trabalho, pelo nome ou número; vazio para a primeira.</translation>
    </message>
    <message>
        <source>Things the model is less sure of are left out (0 to 1).</source>
        <translation>O que o modelo acha menos certo fica de fora (0 a 1).</translation>
    </message>
    <message>
        <source>Things the model is less sure of are left out (0 to 1). Models that name every spot of the picture leave out nothing.</source>
        <translation>O que o modelo acha menos certo fica de fora (0 a 1). Modelos que nomeiam cada ponto da imagem não deixam nada de fora.</translation>
    </message>
    <message>
        <source>This model reads {known}. The text seems to be in {language}, so the result may be wrong.</source>
        <translation>Este modelo lê {known}. O texto parece estar em {language}, portanto o resultado pode estar errado.</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>Tempos</translation>
    </message>
    <message>
        <source>Transcribe</source>
        <translation>Transcrever</translation>
    </message>
    <message>
        <source>Translate</source>
        <translation>Traduzir</translation>
    </message>
    <message>
        <source>Translates texts, and documents that keep their shape.</source>
        <translation>Traduz textos e também documentos, que mantêm a forma.</translation>
    </message>
    <message>
        <source>Turn lines upright</source>
        <translation>Desvirar linhas</translation>
    </message>
    <message>
        <source>What is heard</source>
        <translation>O que se ouve</translation>
    </message>
    <message>
        <source>What is in this picture</source>
        <translation>O que há nesta imagem</translation>
    </message>
    <message>
        <source>What is said of the picture, with {} where the label goes.</source>
        <translation>O que se diz da imagem, com {} no lugar do rótulo.</translation>
    </message>
    <message>
        <source>What is said of the text, with {} where the label goes.</source>
        <translation>O que se diz do texto, com {} no lugar do rótulo.</translation>
    </message>
    <message>
        <source>What is spoken, such as “pt”; empty to have it found out.</source>
        <translation>O que se fala, como “pt”; vazio para que seja descoberto.</translation>
    </message>
    <message>
        <source>What the column with the results is called; empty for the usual name.</source>
        <translation>Como se chama a coluna com os resultados; vazio para o nome de sempre.</translation>
    </message>
    <message>
        <source>What the model should be and do, said before the conversation begins.</source>
        <translation>O que o modelo deve ser e fazer, dito antes de a conversa começar.</translation>
    </message>
    <message>
        <source>What you want to know; the answer is a passage of the text.</source>
        <translation>O que você quer saber; a resposta é um trecho do texto.</translation>
    </message>
    <message>
        <source>When does the contract end?</source>
        <translation>Quando termina o contrato?</translation>
    </message>
    <message>
        <source>Whether a text is negative, neutral or positive, as a whole, line by line or sentence by sentence.</source>
        <translation>Se um texto é negativo, neutro ou positivo, como um todo, linha a linha ou frase a frase.</translation>
    </message>
    <message>
        <source>Which part of a word decides for all of it; “none” shows every part by itself.</source>
        <translation>Que parte de uma palavra decide por toda ela; “nenhuma” mostra cada parte por si.</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>Palavras</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>Escrever</translation>
    </message>
    <message>
        <source>Writes down what is said in recordings and videos, with its times.</source>
        <translation>Transcreve o que é dito em gravações e vídeos, com os tempos.</translation>
    </message>
    <message>
        <source>You answer in one short sentence.</source>
        <translation>Você responde em uma frase curta.</translation>
    </message>
    <message>
        <source>Your own labels, with commas between them.</source>
        <translation>Seus próprios rótulos, separados por vírgulas.</translation>
    </message>
    <message>
        <source>a text, a sentence or a few words</source>
        <translation>um texto, uma frase ou algumas palavras</translation>
    </message>
    <message>
        <source>average</source>
        <translation>média</translation>
    </message>
    <message>
        <source>beach, mountains, city</source>
        <translation>praia, montanhas, cidade</translation>
    </message>
    <message>
        <source>first</source>
        <translation>primeira</translation>
    </message>
    <message>
        <source>invoice, complaint, thanks</source>
        <translation>fatura, reclamação, agradecimento</translation>
    </message>
    <message>
        <source>lines</source>
        <translation>linhas</translation>
    </message>
    <message>
        <source>long</source>
        <translation>longo</translation>
    </message>
    <message>
        <source>max</source>
        <translation>máximo</translation>
    </message>
    <message>
        <source>medium</source>
        <translation>médio</translation>
    </message>
    <message>
        <source>none</source>
        <translation>não</translation>
    </message>
    <message>
        <source>person, dog</source>
        <translation>pessoa, cachorro</translation>
    </message>
    <message>
        <source>random</source>
        <translation>aleatórias</translation>
    </message>
    <message>
        <source>sentences</source>
        <translation>frases</translation>
    </message>
    <message>
        <source>short</source>
        <translation>curto</translation>
    </message>
    <message>
        <source>simple</source>
        <translation>simples</translation>
    </message>
    <message>
        <source>“transcribe” writes what is said in its language, “translate” writes it in English.</source>
        <translation>“transcribe” escreve o que é dito no próprio idioma, “translate” o escreve em inglês.</translation>
    </message>
</context>
<context>
    <name>things</name>
    <message>
        <source>Afghan hound, Afghan</source>
        <translation>galgo afegão</translation>
    </message>
    <message>
        <source>African chameleon, Chamaeleo chamaeleon</source>
        <translation>camaleão-africano</translation>
    </message>
    <message>
        <source>African crocodile, Nile crocodile, Crocodylus niloticus</source>
        <translation>crocodilo-do-nilo</translation>
    </message>
    <message>
        <source>African elephant, Loxodonta africana</source>
        <translation>elefante-africano</translation>
    </message>
    <message>
        <source>African grey, African gray, Psittacus erithacus</source>
        <translation>papagaio-cinzento</translation>
    </message>
    <message>
        <source>African hunting dog, hyena dog, Cape hunting dog, Lycaon pictus</source>
        <translation>mabeco</translation>
    </message>
    <message>
        <source>Airedale, Airedale terrier</source>
        <translation>airedale terrier</translation>
    </message>
    <message>
        <source>American Staffordshire terrier, Staffordshire terrier, American pit bull terrier, pit bull terrier</source>
        <translation>american staffordshire terrier</translation>
    </message>
    <message>
        <source>American alligator, Alligator mississipiensis</source>
        <translation>jacaré-americano</translation>
    </message>
    <message>
        <source>American black bear, black bear, Ursus americanus, Euarctos americanus</source>
        <translation>urso-negro-americano</translation>
    </message>
    <message>
        <source>American chameleon, anole, Anolis carolinensis</source>
        <translation>camaleão-americano</translation>
    </message>
    <message>
        <source>American coot, marsh hen, mud hen, water hen, Fulica americana</source>
        <translation>galeirão-americano</translation>
    </message>
    <message>
        <source>American egret, great white heron, Egretta albus</source>
        <translation>garça-branca</translation>
    </message>
    <message>
        <source>American lobster, Northern lobster, Maine lobster, Homarus americanus</source>
        <translation>lagosta-americana</translation>
    </message>
    <message>
        <source>Angora, Angora rabbit</source>
        <translation>coelho angorá</translation>
    </message>
    <message>
        <source>Appenzeller</source>
        <translation>appenzeller</translation>
    </message>
    <message>
        <source>Arabian camel, dromedary, Camelus dromedarius</source>
        <translation>dromedário</translation>
    </message>
    <message>
        <source>Arctic fox, white fox, Alopex lagopus</source>
        <translation>raposa-do-ártico</translation>
    </message>
    <message>
        <source>Australian terrier</source>
        <translation>terrier australiano</translation>
    </message>
    <message>
        <source>Band Aid</source>
        <translation>curativo adesivo</translation>
    </message>
    <message>
        <source>Bedlington terrier</source>
        <translation>bedlington terrier</translation>
    </message>
    <message>
        <source>Bernese mountain dog</source>
        <translation>boiadeiro bernês</translation>
    </message>
    <message>
        <source>Blenheim spaniel</source>
        <translation>spaniel blenheim</translation>
    </message>
    <message>
        <source>Border collie</source>
        <translation>border collie</translation>
    </message>
    <message>
        <source>Border terrier</source>
        <translation>border terrier</translation>
    </message>
    <message>
        <source>Boston bull, Boston terrier</source>
        <translation>boston terrier</translation>
    </message>
    <message>
        <source>Bouvier des Flandres, Bouviers des Flandres</source>
        <translation>bouvier de flandres</translation>
    </message>
    <message>
        <source>Brabancon griffon</source>
        <translation>grifo de bruxelas</translation>
    </message>
    <message>
        <source>Brittany spaniel</source>
        <translation>spaniel bretão</translation>
    </message>
    <message>
        <source>CD player</source>
        <translation>toca-CD</translation>
    </message>
    <message>
        <source>Cardigan, Cardigan Welsh corgi</source>
        <translation>corgi cardigan</translation>
    </message>
    <message>
        <source>Chesapeake Bay retriever</source>
        <translation>chesapeake bay retriever</translation>
    </message>
    <message>
        <source>Chihuahua</source>
        <translation>chihuahua</translation>
    </message>
    <message>
        <source>Christmas stocking</source>
        <translation>meia de Natal</translation>
    </message>
    <message>
        <source>Crock Pot</source>
        <translation>panela elétrica</translation>
    </message>
    <message>
        <source>Dandie Dinmont, Dandie Dinmont terrier</source>
        <translation>dandie dinmont</translation>
    </message>
    <message>
        <source>Doberman, Doberman pinscher</source>
        <translation>dobermann</translation>
    </message>
    <message>
        <source>Dungeness crab, Cancer magister</source>
        <translation>caranguejo-dungeness</translation>
    </message>
    <message>
        <source>Dutch oven</source>
        <translation>panela de ferro</translation>
    </message>
    <message>
        <source>Egyptian cat</source>
        <translation>gato egípcio</translation>
    </message>
    <message>
        <source>English foxhound</source>
        <translation>foxhound inglês</translation>
    </message>
    <message>
        <source>English setter</source>
        <translation>setter inglês</translation>
    </message>
    <message>
        <source>English springer, English springer spaniel</source>
        <translation>springer spaniel inglês</translation>
    </message>
    <message>
        <source>EntleBucher</source>
        <translation>entlebucher</translation>
    </message>
    <message>
        <source>Eskimo dog, husky</source>
        <translation>cão esquimó</translation>
    </message>
    <message>
        <source>European fire salamander, Salamandra salamandra</source>
        <translation>salamandra-de-fogo</translation>
    </message>
    <message>
        <source>European gallinule, Porphyrio porphyrio</source>
        <translation>galinha-d’água</translation>
    </message>
    <message>
        <source>French bulldog</source>
        <translation>buldogue francês</translation>
    </message>
    <message>
        <source>French horn, horn</source>
        <translation>trompa</translation>
    </message>
    <message>
        <source>French loaf</source>
        <translation>pão francês</translation>
    </message>
    <message>
        <source>German shepherd, German shepherd dog, German police dog, alsatian</source>
        <translation>pastor-alemão</translation>
    </message>
    <message>
        <source>German short-haired pointer</source>
        <translation>braco alemão de pelo curto</translation>
    </message>
    <message>
        <source>Gila monster, Heloderma suspectum</source>
        <translation>monstro-de-gila</translation>
    </message>
    <message>
        <source>Gordon setter</source>
        <translation>setter gordon</translation>
    </message>
    <message>
        <source>Granny Smith</source>
        <translation>maçã-verde</translation>
    </message>
    <message>
        <source>Great Dane</source>
        <translation>dogue alemão</translation>
    </message>
    <message>
        <source>Great Pyrenees</source>
        <translation>cão dos pireneus</translation>
    </message>
    <message>
        <source>Greater Swiss Mountain dog</source>
        <translation>grande boiadeiro suíço</translation>
    </message>
    <message>
        <source>Ibizan hound, Ibizan Podenco</source>
        <translation>podengo ibicenco</translation>
    </message>
    <message>
        <source>Indian cobra, Naja naja</source>
        <translation>naja-indiana</translation>
    </message>
    <message>
        <source>Indian elephant, Elephas maximus</source>
        <translation>elefante-asiático</translation>
    </message>
    <message>
        <source>Irish setter, red setter</source>
        <translation>setter irlandês</translation>
    </message>
    <message>
        <source>Irish terrier</source>
        <translation>terrier irlandês</translation>
    </message>
    <message>
        <source>Irish water spaniel</source>
        <translation>spaniel d’água irlandês</translation>
    </message>
    <message>
        <source>Irish wolfhound</source>
        <translation>wolfhound irlandês</translation>
    </message>
    <message>
        <source>Italian greyhound</source>
        <translation>galgo italiano</translation>
    </message>
    <message>
        <source>Japanese spaniel</source>
        <translation>spaniel japonês</translation>
    </message>
    <message>
        <source>Kerry blue terrier</source>
        <translation>kerry blue terrier</translation>
    </message>
    <message>
        <source>Komodo dragon, Komodo lizard, dragon lizard, giant lizard, Varanus komodoensis</source>
        <translation>dragão-de-komodo</translation>
    </message>
    <message>
        <source>Labrador retriever</source>
        <translation>labrador</translation>
    </message>
    <message>
        <source>Lakeland terrier</source>
        <translation>lakeland terrier</translation>
    </message>
    <message>
        <source>Leonberg</source>
        <translation>leonberger</translation>
    </message>
    <message>
        <source>Lhasa, Lhasa apso</source>
        <translation>lhasa apso</translation>
    </message>
    <message>
        <source>Loafer</source>
        <translation>mocassim</translation>
    </message>
    <message>
        <source>Madagascar cat, ring-tailed lemur, Lemur catta</source>
        <translation>lêmure-de-cauda-anelada</translation>
    </message>
    <message>
        <source>Maltese dog, Maltese terrier, Maltese</source>
        <translation>maltês</translation>
    </message>
    <message>
        <source>Mexican hairless</source>
        <translation>pelado mexicano</translation>
    </message>
    <message>
        <source>Model T</source>
        <translation>Ford Modelo T</translation>
    </message>
    <message>
        <source>Newfoundland, Newfoundland dog</source>
        <translation>terra-nova</translation>
    </message>
    <message>
        <source>Norfolk terrier</source>
        <translation>norfolk terrier</translation>
    </message>
    <message>
        <source>Norwegian elkhound, elkhound</source>
        <translation>elkhound norueguês</translation>
    </message>
    <message>
        <source>Norwich terrier</source>
        <translation>norwich terrier</translation>
    </message>
    <message>
        <source>Old English sheepdog, bobtail</source>
        <translation>old english sheepdog</translation>
    </message>
    <message>
        <source>Pekinese, Pekingese, Peke</source>
        <translation>pequinês</translation>
    </message>
    <message>
        <source>Pembroke, Pembroke Welsh corgi</source>
        <translation>corgi pembroke</translation>
    </message>
    <message>
        <source>Persian cat</source>
        <translation>gato persa</translation>
    </message>
    <message>
        <source>Petri dish</source>
        <translation>placa de Petri</translation>
    </message>
    <message>
        <source>Polaroid camera, Polaroid Land camera</source>
        <translation>câmera Polaroid</translation>
    </message>
    <message>
        <source>Pomeranian</source>
        <translation>lulu-da-pomerânia</translation>
    </message>
    <message>
        <source>Rhodesian ridgeback</source>
        <translation>leão-da-rodésia</translation>
    </message>
    <message>
        <source>Rottweiler</source>
        <translation>rottweiler</translation>
    </message>
    <message>
        <source>Saint Bernard, St Bernard</source>
        <translation>são-bernardo</translation>
    </message>
    <message>
        <source>Saluki, gazelle hound</source>
        <translation>saluki</translation>
    </message>
    <message>
        <source>Samoyed, Samoyede</source>
        <translation>samoieda</translation>
    </message>
    <message>
        <source>Scotch terrier, Scottish terrier, Scottie</source>
        <translation>terrier escocês</translation>
    </message>
    <message>
        <source>Scottish deerhound, deerhound</source>
        <translation>deerhound escocês</translation>
    </message>
    <message>
        <source>Sealyham terrier, Sealyham</source>
        <translation>sealyham terrier</translation>
    </message>
    <message>
        <source>Shetland sheepdog, Shetland sheep dog, Shetland</source>
        <translation>pastor de shetland</translation>
    </message>
    <message>
        <source>Shih-Tzu</source>
        <translation>shih-tzu</translation>
    </message>
    <message>
        <source>Siamese cat, Siamese</source>
        <translation>gato siamês</translation>
    </message>
    <message>
        <source>Siberian husky</source>
        <translation>husky siberiano</translation>
    </message>
    <message>
        <source>Staffordshire bullterrier, Staffordshire bull terrier</source>
        <translation>staffordshire bull terrier</translation>
    </message>
    <message>
        <source>Sussex spaniel</source>
        <translation>sussex spaniel</translation>
    </message>
    <message>
        <source>TV</source>
        <translation>TV</translation>
    </message>
    <message>
        <source>Tibetan mastiff</source>
        <translation>mastim tibetano</translation>
    </message>
    <message>
        <source>Tibetan terrier, chrysanthemum dog</source>
        <translation>terrier tibetano</translation>
    </message>
    <message>
        <source>Walker hound, Walker foxhound</source>
        <translation>walker hound</translation>
    </message>
    <message>
        <source>Weimaraner</source>
        <translation>weimaraner</translation>
    </message>
    <message>
        <source>Welsh springer spaniel</source>
        <translation>springer spaniel galês</translation>
    </message>
    <message>
        <source>West Highland white terrier</source>
        <translation>west highland white terrier</translation>
    </message>
    <message>
        <source>Windsor tie</source>
        <translation>gravata</translation>
    </message>
    <message>
        <source>Yorkshire terrier</source>
        <translation>yorkshire terrier</translation>
    </message>
    <message>
        <source>abacus</source>
        <translation>ábaco</translation>
    </message>
    <message>
        <source>abaya</source>
        <translation>abaia</translation>
    </message>
    <message>
        <source>academic gown, academic robe, judge&apos;s robe</source>
        <translation>beca</translation>
    </message>
    <message>
        <source>accordion, piano accordion, squeeze box</source>
        <translation>acordeão</translation>
    </message>
    <message>
        <source>acorn</source>
        <translation>bolota de carvalho</translation>
    </message>
    <message>
        <source>acorn squash</source>
        <translation>abóbora-bolota</translation>
    </message>
    <message>
        <source>acoustic guitar</source>
        <translation>violão</translation>
    </message>
    <message>
        <source>admiral</source>
        <translation>borboleta almirante</translation>
    </message>
    <message>
        <source>aeroplane</source>
        <translation>avião</translation>
    </message>
    <message>
        <source>affenpinscher, monkey pinscher, monkey dog</source>
        <translation>affenpinscher</translation>
    </message>
    <message>
        <source>agama</source>
        <translation>ágama</translation>
    </message>
    <message>
        <source>agaric</source>
        <translation>agárico</translation>
    </message>
    <message>
        <source>aircraft carrier, carrier, flattop, attack aircraft carrier</source>
        <translation>porta-aviões</translation>
    </message>
    <message>
        <source>airliner</source>
        <translation>avião de passageiros</translation>
    </message>
    <message>
        <source>airship, dirigible</source>
        <translation>dirigível</translation>
    </message>
    <message>
        <source>albatross, mollymawk</source>
        <translation>albatroz</translation>
    </message>
    <message>
        <source>alligator lizard</source>
        <translation>lagarto-jacaré</translation>
    </message>
    <message>
        <source>alp</source>
        <translation>alpes</translation>
    </message>
    <message>
        <source>altar</source>
        <translation>altar</translation>
    </message>
    <message>
        <source>ambulance</source>
        <translation>ambulância</translation>
    </message>
    <message>
        <source>amphibian, amphibious vehicle</source>
        <translation>veículo anfíbio</translation>
    </message>
    <message>
        <source>analog clock</source>
        <translation>relógio analógico</translation>
    </message>
    <message>
        <source>anemone fish</source>
        <translation>peixe-palhaço</translation>
    </message>
    <message>
        <source>ant, emmet, pismire</source>
        <translation>formiga</translation>
    </message>
    <message>
        <source>apiary, bee house</source>
        <translation>apiário</translation>
    </message>
    <message>
        <source>apple</source>
        <translation>maçã</translation>
    </message>
    <message>
        <source>apron</source>
        <translation>avental</translation>
    </message>
    <message>
        <source>armadillo</source>
        <translation>tatu</translation>
    </message>
    <message>
        <source>artichoke, globe artichoke</source>
        <translation>alcachofra</translation>
    </message>
    <message>
        <source>ashcan, trash can, garbage can, wastebin, ash bin, ash-bin, ashbin, dustbin, trash barrel, trash bin</source>
        <translation>lixeira</translation>
    </message>
    <message>
        <source>assault rifle, assault gun</source>
        <translation>fuzil de assalto</translation>
    </message>
    <message>
        <source>axolotl, mud puppy, Ambystoma mexicanum</source>
        <translation>axolote</translation>
    </message>
    <message>
        <source>baboon</source>
        <translation>babuíno</translation>
    </message>
    <message>
        <source>backpack</source>
        <translation>mochila</translation>
    </message>
    <message>
        <source>backpack, back pack, knapsack, packsack, rucksack, haversack</source>
        <translation>mochila</translation>
    </message>
    <message>
        <source>badger</source>
        <translation>texugo</translation>
    </message>
    <message>
        <source>bagel, beigel</source>
        <translation>bagel</translation>
    </message>
    <message>
        <source>bakery, bakeshop, bakehouse</source>
        <translation>padaria</translation>
    </message>
    <message>
        <source>balance beam, beam</source>
        <translation>trave de equilíbrio</translation>
    </message>
    <message>
        <source>bald eagle, American eagle, Haliaeetus leucocephalus</source>
        <translation>águia-careca</translation>
    </message>
    <message>
        <source>balloon</source>
        <translation>balão</translation>
    </message>
    <message>
        <source>ballplayer, baseball player</source>
        <translation>jogador de beisebol</translation>
    </message>
    <message>
        <source>ballpoint, ballpoint pen, ballpen, Biro</source>
        <translation>caneta esferográfica</translation>
    </message>
    <message>
        <source>banana</source>
        <translation>banana</translation>
    </message>
    <message>
        <source>banded gecko</source>
        <translation>lagartixa-listrada</translation>
    </message>
    <message>
        <source>banjo</source>
        <translation>banjo</translation>
    </message>
    <message>
        <source>bannister, banister, balustrade, balusters, handrail</source>
        <translation>corrimão</translation>
    </message>
    <message>
        <source>barbell</source>
        <translation>barra com pesos</translation>
    </message>
    <message>
        <source>barber chair</source>
        <translation>cadeira de barbeiro</translation>
    </message>
    <message>
        <source>barbershop</source>
        <translation>barbearia</translation>
    </message>
    <message>
        <source>barn</source>
        <translation>celeiro</translation>
    </message>
    <message>
        <source>barn spider, Araneus cavaticus</source>
        <translation>aranha-de-celeiro</translation>
    </message>
    <message>
        <source>barometer</source>
        <translation>barômetro</translation>
    </message>
    <message>
        <source>barracouta, snoek</source>
        <translation>barracuda</translation>
    </message>
    <message>
        <source>barrel, cask</source>
        <translation>barril</translation>
    </message>
    <message>
        <source>barrow, garden cart, lawn cart, wheelbarrow</source>
        <translation>carrinho de mão</translation>
    </message>
    <message>
        <source>baseball</source>
        <translation>bola de beisebol</translation>
    </message>
    <message>
        <source>baseball bat</source>
        <translation>taco de beisebol</translation>
    </message>
    <message>
        <source>baseball glove</source>
        <translation>luva de beisebol</translation>
    </message>
    <message>
        <source>basenji</source>
        <translation>basenji</translation>
    </message>
    <message>
        <source>basketball</source>
        <translation>bola de basquete</translation>
    </message>
    <message>
        <source>basset, basset hound</source>
        <translation>basset hound</translation>
    </message>
    <message>
        <source>bassinet</source>
        <translation>moisés</translation>
    </message>
    <message>
        <source>bassoon</source>
        <translation>fagote</translation>
    </message>
    <message>
        <source>bath towel</source>
        <translation>toalha de banho</translation>
    </message>
    <message>
        <source>bathing cap, swimming cap</source>
        <translation>touca de banho</translation>
    </message>
    <message>
        <source>bathtub, bathing tub, bath, tub</source>
        <translation>banheira</translation>
    </message>
    <message>
        <source>beach wagon, station wagon, wagon, estate car, beach waggon, station waggon, waggon</source>
        <translation>perua</translation>
    </message>
    <message>
        <source>beacon, lighthouse, beacon light, pharos</source>
        <translation>farol</translation>
    </message>
    <message>
        <source>beagle</source>
        <translation>beagle</translation>
    </message>
    <message>
        <source>beaker</source>
        <translation>béquer</translation>
    </message>
    <message>
        <source>bear</source>
        <translation>urso</translation>
    </message>
    <message>
        <source>bearskin, busby, shako</source>
        <translation>chapéu de pele de urso</translation>
    </message>
    <message>
        <source>beaver</source>
        <translation>castor</translation>
    </message>
    <message>
        <source>bed</source>
        <translation>cama</translation>
    </message>
    <message>
        <source>bee</source>
        <translation>abelha</translation>
    </message>
    <message>
        <source>bee eater</source>
        <translation>abelharuco</translation>
    </message>
    <message>
        <source>beer bottle</source>
        <translation>garrafa de cerveja</translation>
    </message>
    <message>
        <source>beer glass</source>
        <translation>copo de cerveja</translation>
    </message>
    <message>
        <source>bell cote, bell cot</source>
        <translation>campanário</translation>
    </message>
    <message>
        <source>bell pepper</source>
        <translation>pimentão</translation>
    </message>
    <message>
        <source>bench</source>
        <translation>banco</translation>
    </message>
    <message>
        <source>bib</source>
        <translation>babador</translation>
    </message>
    <message>
        <source>bicycle</source>
        <translation>bicicleta</translation>
    </message>
    <message>
        <source>bicycle-built-for-two, tandem bicycle, tandem</source>
        <translation>bicicleta de dois lugares</translation>
    </message>
    <message>
        <source>bighorn, bighorn sheep, cimarron, Rocky Mountain bighorn, Rocky Mountain sheep, Ovis canadensis</source>
        <translation>carneiro-selvagem</translation>
    </message>
    <message>
        <source>bikini, two-piece</source>
        <translation>biquíni</translation>
    </message>
    <message>
        <source>binder, ring-binder</source>
        <translation>fichário</translation>
    </message>
    <message>
        <source>binoculars, field glasses, opera glasses</source>
        <translation>binóculo</translation>
    </message>
    <message>
        <source>bird</source>
        <translation>pássaro</translation>
    </message>
    <message>
        <source>birdhouse</source>
        <translation>casinha de pássaro</translation>
    </message>
    <message>
        <source>bison</source>
        <translation>bisão</translation>
    </message>
    <message>
        <source>bittern</source>
        <translation>socó</translation>
    </message>
    <message>
        <source>black and gold garden spider, Argiope aurantia</source>
        <translation>aranha-de-jardim preta e amarela</translation>
    </message>
    <message>
        <source>black grouse</source>
        <translation>galo-lira</translation>
    </message>
    <message>
        <source>black stork, Ciconia nigra</source>
        <translation>cegonha-preta</translation>
    </message>
    <message>
        <source>black swan, Cygnus atratus</source>
        <translation>cisne-negro</translation>
    </message>
    <message>
        <source>black widow, Latrodectus mactans</source>
        <translation>viúva-negra</translation>
    </message>
    <message>
        <source>black-and-tan coonhound</source>
        <translation>coonhound preto e castanho</translation>
    </message>
    <message>
        <source>black-footed ferret, ferret, Mustela nigripes</source>
        <translation>doninha-de-patas-pretas</translation>
    </message>
    <message>
        <source>bloodhound, sleuthhound</source>
        <translation>bloodhound</translation>
    </message>
    <message>
        <source>bluetick</source>
        <translation>bluetick</translation>
    </message>
    <message>
        <source>boa constrictor, Constrictor constrictor</source>
        <translation>jiboia</translation>
    </message>
    <message>
        <source>boat</source>
        <translation>barco</translation>
    </message>
    <message>
        <source>boathouse</source>
        <translation>garagem de barcos</translation>
    </message>
    <message>
        <source>bobsled, bobsleigh, bob</source>
        <translation>trenó de corrida</translation>
    </message>
    <message>
        <source>bolete</source>
        <translation>boleto</translation>
    </message>
    <message>
        <source>bolo tie, bolo, bola tie, bola</source>
        <translation>gravata de cordão</translation>
    </message>
    <message>
        <source>bonnet, poke bonnet</source>
        <translation>touca</translation>
    </message>
    <message>
        <source>book</source>
        <translation>livro</translation>
    </message>
    <message>
        <source>book jacket, dust cover, dust jacket, dust wrapper</source>
        <translation>sobrecapa</translation>
    </message>
    <message>
        <source>bookcase</source>
        <translation>estante de livros</translation>
    </message>
    <message>
        <source>bookshop, bookstore, bookstall</source>
        <translation>livraria</translation>
    </message>
    <message>
        <source>borzoi, Russian wolfhound</source>
        <translation>borzoi</translation>
    </message>
    <message>
        <source>bottle</source>
        <translation>garrafa</translation>
    </message>
    <message>
        <source>bottlecap</source>
        <translation>tampinha de garrafa</translation>
    </message>
    <message>
        <source>bow</source>
        <translation>arco</translation>
    </message>
    <message>
        <source>bow tie, bow-tie, bowtie</source>
        <translation>gravata-borboleta</translation>
    </message>
    <message>
        <source>bowl</source>
        <translation>tigela</translation>
    </message>
    <message>
        <source>box turtle, box tortoise</source>
        <translation>tartaruga-de-caixa</translation>
    </message>
    <message>
        <source>boxer</source>
        <translation>boxer</translation>
    </message>
    <message>
        <source>brain coral</source>
        <translation>coral-cérebro</translation>
    </message>
    <message>
        <source>brambling, Fringilla montifringilla</source>
        <translation>tentilhão-montês</translation>
    </message>
    <message>
        <source>brass, memorial tablet, plaque</source>
        <translation>placa de latão</translation>
    </message>
    <message>
        <source>brassiere, bra, bandeau</source>
        <translation>sutiã</translation>
    </message>
    <message>
        <source>breakwater, groin, groyne, mole, bulwark, seawall, jetty</source>
        <translation>quebra-mar</translation>
    </message>
    <message>
        <source>breastplate, aegis, egis</source>
        <translation>peitoral de armadura</translation>
    </message>
    <message>
        <source>briard</source>
        <translation>briard</translation>
    </message>
    <message>
        <source>broccoli</source>
        <translation>brócolis</translation>
    </message>
    <message>
        <source>broom</source>
        <translation>vassoura</translation>
    </message>
    <message>
        <source>brown bear, bruin, Ursus arctos</source>
        <translation>urso-pardo</translation>
    </message>
    <message>
        <source>bubble</source>
        <translation>bolha</translation>
    </message>
    <message>
        <source>bucket, pail</source>
        <translation>balde</translation>
    </message>
    <message>
        <source>buckeye, horse chestnut, conker</source>
        <translation>castanha-da-índia</translation>
    </message>
    <message>
        <source>buckle</source>
        <translation>fivela</translation>
    </message>
    <message>
        <source>bulbul</source>
        <translation>bulbul</translation>
    </message>
    <message>
        <source>bull mastiff</source>
        <translation>bullmastiff</translation>
    </message>
    <message>
        <source>bullet train, bullet</source>
        <translation>trem-bala</translation>
    </message>
    <message>
        <source>bulletproof vest</source>
        <translation>colete à prova de balas</translation>
    </message>
    <message>
        <source>bullfrog, Rana catesbeiana</source>
        <translation>rã-touro</translation>
    </message>
    <message>
        <source>burrito</source>
        <translation>burrito</translation>
    </message>
    <message>
        <source>bus</source>
        <translation>ônibus</translation>
    </message>
    <message>
        <source>bustard</source>
        <translation>abetarda</translation>
    </message>
    <message>
        <source>butcher shop, meat market</source>
        <translation>açougue</translation>
    </message>
    <message>
        <source>butternut squash</source>
        <translation>abóbora-manteiga</translation>
    </message>
    <message>
        <source>cab, hack, taxi, taxicab</source>
        <translation>táxi</translation>
    </message>
    <message>
        <source>cabbage butterfly</source>
        <translation>borboleta-da-couve</translation>
    </message>
    <message>
        <source>cairn, cairn terrier</source>
        <translation>cairn terrier</translation>
    </message>
    <message>
        <source>cake</source>
        <translation>bolo</translation>
    </message>
    <message>
        <source>caldron, cauldron</source>
        <translation>caldeirão</translation>
    </message>
    <message>
        <source>can opener, tin opener</source>
        <translation>abridor de latas</translation>
    </message>
    <message>
        <source>candle, taper, wax light</source>
        <translation>vela</translation>
    </message>
    <message>
        <source>cannon</source>
        <translation>canhão</translation>
    </message>
    <message>
        <source>canoe</source>
        <translation>canoa</translation>
    </message>
    <message>
        <source>capuchin, ringtail, Cebus capucinus</source>
        <translation>macaco-prego</translation>
    </message>
    <message>
        <source>car</source>
        <translation>carro</translation>
    </message>
    <message>
        <source>car mirror</source>
        <translation>espelho de carro</translation>
    </message>
    <message>
        <source>car wheel</source>
        <translation>roda de carro</translation>
    </message>
    <message>
        <source>carbonara</source>
        <translation>carbonara</translation>
    </message>
    <message>
        <source>cardigan</source>
        <translation>cardigã</translation>
    </message>
    <message>
        <source>cardoon</source>
        <translation>cardo</translation>
    </message>
    <message>
        <source>carousel, carrousel, merry-go-round, roundabout, whirligig</source>
        <translation>carrossel</translation>
    </message>
    <message>
        <source>carpenter&apos;s kit, tool kit</source>
        <translation>caixa de ferramentas</translation>
    </message>
    <message>
        <source>carrot</source>
        <translation>cenoura</translation>
    </message>
    <message>
        <source>carton</source>
        <translation>caixa de papelão</translation>
    </message>
    <message>
        <source>cash machine, cash dispenser, automated teller machine, automatic teller machine, automated teller, automatic teller, ATM</source>
        <translation>caixa eletrônico</translation>
    </message>
    <message>
        <source>cassette</source>
        <translation>fita cassete</translation>
    </message>
    <message>
        <source>cassette player</source>
        <translation>toca-fitas</translation>
    </message>
    <message>
        <source>castle</source>
        <translation>castelo</translation>
    </message>
    <message>
        <source>cat</source>
        <translation>gato</translation>
    </message>
    <message>
        <source>catamaran</source>
        <translation>catamarã</translation>
    </message>
    <message>
        <source>cauliflower</source>
        <translation>couve-flor</translation>
    </message>
    <message>
        <source>cell phone</source>
        <translation>celular</translation>
    </message>
    <message>
        <source>cello, violoncello</source>
        <translation>violoncelo</translation>
    </message>
    <message>
        <source>cellular telephone, cellular phone, cellphone, cell, mobile phone</source>
        <translation>telefone celular</translation>
    </message>
    <message>
        <source>centipede</source>
        <translation>centopeia</translation>
    </message>
    <message>
        <source>chain</source>
        <translation>corrente</translation>
    </message>
    <message>
        <source>chain mail, ring mail, mail, chain armor, chain armour, ring armor, ring armour</source>
        <translation>cota de malha</translation>
    </message>
    <message>
        <source>chain saw, chainsaw</source>
        <translation>motosserra</translation>
    </message>
    <message>
        <source>chainlink fence</source>
        <translation>cerca de arame</translation>
    </message>
    <message>
        <source>chair</source>
        <translation>cadeira</translation>
    </message>
    <message>
        <source>chambered nautilus, pearly nautilus, nautilus</source>
        <translation>náutilo</translation>
    </message>
    <message>
        <source>cheeseburger</source>
        <translation>cheeseburger</translation>
    </message>
    <message>
        <source>cheetah, chetah, Acinonyx jubatus</source>
        <translation>guepardo</translation>
    </message>
    <message>
        <source>chest</source>
        <translation>baú</translation>
    </message>
    <message>
        <source>chickadee</source>
        <translation>chapim</translation>
    </message>
    <message>
        <source>chiffonier, commode</source>
        <translation>cômoda</translation>
    </message>
    <message>
        <source>chime, bell, gong</source>
        <translation>carrilhão</translation>
    </message>
    <message>
        <source>chimpanzee, chimp, Pan troglodytes</source>
        <translation>chimpanzé</translation>
    </message>
    <message>
        <source>china cabinet, china closet</source>
        <translation>cristaleira</translation>
    </message>
    <message>
        <source>chiton, coat-of-mail shell, sea cradle, polyplacophore</source>
        <translation>quíton</translation>
    </message>
    <message>
        <source>chocolate sauce, chocolate syrup</source>
        <translation>calda de chocolate</translation>
    </message>
    <message>
        <source>chow, chow chow</source>
        <translation>chow-chow</translation>
    </message>
    <message>
        <source>church, church building</source>
        <translation>igreja</translation>
    </message>
    <message>
        <source>cicada, cicala</source>
        <translation>cigarra</translation>
    </message>
    <message>
        <source>cinema, movie theater, movie theatre, movie house, picture palace</source>
        <translation>cinema</translation>
    </message>
    <message>
        <source>cleaver, meat cleaver, chopper</source>
        <translation>cutelo</translation>
    </message>
    <message>
        <source>cliff dwelling</source>
        <translation>moradia na rocha</translation>
    </message>
    <message>
        <source>cliff, drop, drop-off</source>
        <translation>penhasco</translation>
    </message>
    <message>
        <source>cloak</source>
        <translation>capa</translation>
    </message>
    <message>
        <source>clock</source>
        <translation>relógio</translation>
    </message>
    <message>
        <source>clog, geta, patten, sabot</source>
        <translation>tamanco</translation>
    </message>
    <message>
        <source>clumber, clumber spaniel</source>
        <translation>clumber spaniel</translation>
    </message>
    <message>
        <source>cock</source>
        <translation>galo</translation>
    </message>
    <message>
        <source>cocker spaniel, English cocker spaniel, cocker</source>
        <translation>cocker spaniel</translation>
    </message>
    <message>
        <source>cockroach, roach</source>
        <translation>barata</translation>
    </message>
    <message>
        <source>cocktail shaker</source>
        <translation>coqueteleira</translation>
    </message>
    <message>
        <source>coffee mug</source>
        <translation>caneca de café</translation>
    </message>
    <message>
        <source>coffeepot</source>
        <translation>bule de café</translation>
    </message>
    <message>
        <source>coho, cohoe, coho salmon, blue jack, silver salmon, Oncorhynchus kisutch</source>
        <translation>salmão-prateado</translation>
    </message>
    <message>
        <source>coil, spiral, volute, whorl, helix</source>
        <translation>espiral</translation>
    </message>
    <message>
        <source>collie</source>
        <translation>collie</translation>
    </message>
    <message>
        <source>colobus, colobus monkey</source>
        <translation>colobo</translation>
    </message>
    <message>
        <source>combination lock</source>
        <translation>cadeado de segredo</translation>
    </message>
    <message>
        <source>comic book</source>
        <translation>história em quadrinhos</translation>
    </message>
    <message>
        <source>common iguana, iguana, Iguana iguana</source>
        <translation>iguana-verde</translation>
    </message>
    <message>
        <source>common newt, Triturus vulgaris</source>
        <translation>tritão-comum</translation>
    </message>
    <message>
        <source>computer keyboard, keypad</source>
        <translation>teclado de computador</translation>
    </message>
    <message>
        <source>conch</source>
        <translation>concha-rainha</translation>
    </message>
    <message>
        <source>confectionery, confectionary, candy store</source>
        <translation>confeitaria</translation>
    </message>
    <message>
        <source>consomme</source>
        <translation>consomê</translation>
    </message>
    <message>
        <source>container ship, containership, container vessel</source>
        <translation>navio porta-contêineres</translation>
    </message>
    <message>
        <source>convertible</source>
        <translation>conversível</translation>
    </message>
    <message>
        <source>coral fungus</source>
        <translation>fungo-coral</translation>
    </message>
    <message>
        <source>coral reef</source>
        <translation>recife de coral</translation>
    </message>
    <message>
        <source>corkscrew, bottle screw</source>
        <translation>saca-rolhas</translation>
    </message>
    <message>
        <source>corn</source>
        <translation>milho</translation>
    </message>
    <message>
        <source>cornet, horn, trumpet, trump</source>
        <translation>corneta</translation>
    </message>
    <message>
        <source>coucal</source>
        <translation>cucal</translation>
    </message>
    <message>
        <source>cougar, puma, catamount, mountain lion, painter, panther, Felis concolor</source>
        <translation>puma</translation>
    </message>
    <message>
        <source>cow</source>
        <translation>vaca</translation>
    </message>
    <message>
        <source>cowboy boot</source>
        <translation>bota de caubói</translation>
    </message>
    <message>
        <source>cowboy hat, ten-gallon hat</source>
        <translation>chapéu de caubói</translation>
    </message>
    <message>
        <source>coyote, prairie wolf, brush wolf, Canis latrans</source>
        <translation>coiote</translation>
    </message>
    <message>
        <source>cradle</source>
        <translation>berço de balanço</translation>
    </message>
    <message>
        <source>crane</source>
        <translation>grou ou guindaste</translation>
    </message>
    <message>
        <source>crash helmet</source>
        <translation>capacete de proteção</translation>
    </message>
    <message>
        <source>crate</source>
        <translation>caixote</translation>
    </message>
    <message>
        <source>crayfish, crawfish, crawdad, crawdaddy</source>
        <translation>lagostim</translation>
    </message>
    <message>
        <source>crib, cot</source>
        <translation>berço</translation>
    </message>
    <message>
        <source>cricket</source>
        <translation>grilo</translation>
    </message>
    <message>
        <source>croquet ball</source>
        <translation>bola de croqué</translation>
    </message>
    <message>
        <source>crossword puzzle, crossword</source>
        <translation>palavras cruzadas</translation>
    </message>
    <message>
        <source>crutch</source>
        <translation>muleta</translation>
    </message>
    <message>
        <source>cucumber, cuke</source>
        <translation>pepino</translation>
    </message>
    <message>
        <source>cuirass</source>
        <translation>couraça</translation>
    </message>
    <message>
        <source>cup</source>
        <translation>xícara</translation>
    </message>
    <message>
        <source>curly-coated retriever</source>
        <translation>retriever de pelo encaracolado</translation>
    </message>
    <message>
        <source>custard apple</source>
        <translation>fruta-do-conde</translation>
    </message>
    <message>
        <source>daisy</source>
        <translation>margarida</translation>
    </message>
    <message>
        <source>dalmatian, coach dog, carriage dog</source>
        <translation>dálmata</translation>
    </message>
    <message>
        <source>dam, dike, dyke</source>
        <translation>represa</translation>
    </message>
    <message>
        <source>damselfly</source>
        <translation>donzelinha</translation>
    </message>
    <message>
        <source>desk</source>
        <translation>escrivaninha</translation>
    </message>
    <message>
        <source>desktop computer</source>
        <translation>computador de mesa</translation>
    </message>
    <message>
        <source>dhole, Cuon alpinus</source>
        <translation>cão-selvagem-asiático</translation>
    </message>
    <message>
        <source>dial telephone, dial phone</source>
        <translation>telefone de disco</translation>
    </message>
    <message>
        <source>diamondback, diamondback rattlesnake, Crotalus adamanteus</source>
        <translation>cascavel-diamante</translation>
    </message>
    <message>
        <source>diaper, nappy, napkin</source>
        <translation>fralda</translation>
    </message>
    <message>
        <source>digital clock</source>
        <translation>relógio digital</translation>
    </message>
    <message>
        <source>digital watch</source>
        <translation>relógio de pulso digital</translation>
    </message>
    <message>
        <source>dingo, warrigal, warragal, Canis dingo</source>
        <translation>dingo</translation>
    </message>
    <message>
        <source>dining table</source>
        <translation>mesa de jantar</translation>
    </message>
    <message>
        <source>dining table, board</source>
        <translation>mesa de jantar</translation>
    </message>
    <message>
        <source>dishrag, dishcloth</source>
        <translation>pano de prato</translation>
    </message>
    <message>
        <source>dishwasher, dish washer, dishwashing machine</source>
        <translation>lava-louças</translation>
    </message>
    <message>
        <source>disk brake, disc brake</source>
        <translation>freio a disco</translation>
    </message>
    <message>
        <source>dock, dockage, docking facility</source>
        <translation>doca</translation>
    </message>
    <message>
        <source>dog</source>
        <translation>cachorro</translation>
    </message>
    <message>
        <source>dogsled, dog sled, dog sleigh</source>
        <translation>trenó de cães</translation>
    </message>
    <message>
        <source>dome</source>
        <translation>cúpula</translation>
    </message>
    <message>
        <source>donut</source>
        <translation>rosquinha</translation>
    </message>
    <message>
        <source>doormat, welcome mat</source>
        <translation>capacho</translation>
    </message>
    <message>
        <source>dough</source>
        <translation>massa</translation>
    </message>
    <message>
        <source>dowitcher</source>
        <translation>maçarico-costas-brancas</translation>
    </message>
    <message>
        <source>dragonfly, darning needle, devil&apos;s darning needle, sewing needle, snake feeder, snake doctor, mosquito hawk, skeeter hawk</source>
        <translation>libélula</translation>
    </message>
    <message>
        <source>drake</source>
        <translation>pato macho</translation>
    </message>
    <message>
        <source>drilling platform, offshore rig</source>
        <translation>plataforma de petróleo</translation>
    </message>
    <message>
        <source>drum, membranophone, tympan</source>
        <translation>tambor</translation>
    </message>
    <message>
        <source>drumstick</source>
        <translation>baqueta</translation>
    </message>
    <message>
        <source>dugong, Dugong dugon</source>
        <translation>dugongo</translation>
    </message>
    <message>
        <source>dumbbell</source>
        <translation>haltere</translation>
    </message>
    <message>
        <source>dung beetle</source>
        <translation>besouro rola-bosta</translation>
    </message>
    <message>
        <source>ear, spike, capitulum</source>
        <translation>espiga</translation>
    </message>
    <message>
        <source>earthstar</source>
        <translation>estrela-da-terra</translation>
    </message>
    <message>
        <source>echidna, spiny anteater, anteater</source>
        <translation>equidna</translation>
    </message>
    <message>
        <source>eel</source>
        <translation>enguia</translation>
    </message>
    <message>
        <source>eft</source>
        <translation>tritão jovem</translation>
    </message>
    <message>
        <source>eggnog</source>
        <translation>gemada</translation>
    </message>
    <message>
        <source>electric fan, blower</source>
        <translation>ventilador</translation>
    </message>
    <message>
        <source>electric guitar</source>
        <translation>guitarra elétrica</translation>
    </message>
    <message>
        <source>electric locomotive</source>
        <translation>locomotiva elétrica</translation>
    </message>
    <message>
        <source>electric ray, crampfish, numbfish, torpedo</source>
        <translation>raia-elétrica</translation>
    </message>
    <message>
        <source>elephant</source>
        <translation>elefante</translation>
    </message>
    <message>
        <source>entertainment center</source>
        <translation>estante de TV</translation>
    </message>
    <message>
        <source>envelope</source>
        <translation>envelope</translation>
    </message>
    <message>
        <source>espresso</source>
        <translation>café expresso</translation>
    </message>
    <message>
        <source>espresso maker</source>
        <translation>cafeteira expresso</translation>
    </message>
    <message>
        <source>face powder</source>
        <translation>pó facial</translation>
    </message>
    <message>
        <source>feather boa, boa</source>
        <translation>boá de plumas</translation>
    </message>
    <message>
        <source>fiddler crab</source>
        <translation>caranguejo-violinista</translation>
    </message>
    <message>
        <source>fig</source>
        <translation>figo</translation>
    </message>
    <message>
        <source>file, file cabinet, filing cabinet</source>
        <translation>arquivo de gavetas</translation>
    </message>
    <message>
        <source>fire engine, fire truck</source>
        <translation>caminhão de bombeiros</translation>
    </message>
    <message>
        <source>fire hydrant</source>
        <translation>hidrante</translation>
    </message>
    <message>
        <source>fire screen, fireguard</source>
        <translation>guarda-fogo de lareira</translation>
    </message>
    <message>
        <source>fireboat</source>
        <translation>barco de bombeiros</translation>
    </message>
    <message>
        <source>flagpole, flagstaff</source>
        <translation>mastro de bandeira</translation>
    </message>
    <message>
        <source>flamingo</source>
        <translation>flamingo</translation>
    </message>
    <message>
        <source>flat-coated retriever</source>
        <translation>retriever de pelo liso</translation>
    </message>
    <message>
        <source>flatworm, platyhelminth</source>
        <translation>platelminto</translation>
    </message>
    <message>
        <source>flute, transverse flute</source>
        <translation>flauta transversal</translation>
    </message>
    <message>
        <source>fly</source>
        <translation>mosca</translation>
    </message>
    <message>
        <source>folding chair</source>
        <translation>cadeira dobrável</translation>
    </message>
    <message>
        <source>football helmet</source>
        <translation>capacete de futebol americano</translation>
    </message>
    <message>
        <source>fork</source>
        <translation>garfo</translation>
    </message>
    <message>
        <source>forklift</source>
        <translation>empilhadeira</translation>
    </message>
    <message>
        <source>fountain</source>
        <translation>chafariz</translation>
    </message>
    <message>
        <source>fountain pen</source>
        <translation>caneta-tinteiro</translation>
    </message>
    <message>
        <source>four-poster</source>
        <translation>cama com dossel</translation>
    </message>
    <message>
        <source>fox squirrel, eastern fox squirrel, Sciurus niger</source>
        <translation>esquilo-raposa</translation>
    </message>
    <message>
        <source>freight car</source>
        <translation>vagão de carga</translation>
    </message>
    <message>
        <source>frilled lizard, Chlamydosaurus kingi</source>
        <translation>lagarto-de-gola</translation>
    </message>
    <message>
        <source>frisbee</source>
        <translation>frisbee</translation>
    </message>
    <message>
        <source>frying pan, frypan, skillet</source>
        <translation>frigideira</translation>
    </message>
    <message>
        <source>fur coat</source>
        <translation>casaco de pele</translation>
    </message>
    <message>
        <source>gar, garfish, garpike, billfish, Lepisosteus osseus</source>
        <translation>peixe-agulha</translation>
    </message>
    <message>
        <source>garbage truck, dustcart</source>
        <translation>caminhão de lixo</translation>
    </message>
    <message>
        <source>garden spider, Aranea diademata</source>
        <translation>aranha-de-jardim</translation>
    </message>
    <message>
        <source>garter snake, grass snake</source>
        <translation>cobra-liga</translation>
    </message>
    <message>
        <source>gas pump, gasoline pump, petrol pump, island dispenser</source>
        <translation>bomba de gasolina</translation>
    </message>
    <message>
        <source>gasmask, respirator, gas helmet</source>
        <translation>máscara de gás</translation>
    </message>
    <message>
        <source>gazelle</source>
        <translation>gazela</translation>
    </message>
    <message>
        <source>geyser</source>
        <translation>gêiser</translation>
    </message>
    <message>
        <source>giant panda, panda, panda bear, coon bear, Ailuropoda melanoleuca</source>
        <translation>panda-gigante</translation>
    </message>
    <message>
        <source>giant schnauzer</source>
        <translation>schnauzer gigante</translation>
    </message>
    <message>
        <source>gibbon, Hylobates lar</source>
        <translation>gibão</translation>
    </message>
    <message>
        <source>giraffe</source>
        <translation>girafa</translation>
    </message>
    <message>
        <source>go-kart</source>
        <translation>kart</translation>
    </message>
    <message>
        <source>goblet</source>
        <translation>cálice</translation>
    </message>
    <message>
        <source>golden retriever</source>
        <translation>golden retriever</translation>
    </message>
    <message>
        <source>goldfinch, Carduelis carduelis</source>
        <translation>pintassilgo</translation>
    </message>
    <message>
        <source>goldfish, Carassius auratus</source>
        <translation>peixe-dourado</translation>
    </message>
    <message>
        <source>golf ball</source>
        <translation>bola de golfe</translation>
    </message>
    <message>
        <source>golfcart, golf cart</source>
        <translation>carrinho de golfe</translation>
    </message>
    <message>
        <source>gondola</source>
        <translation>gôndola</translation>
    </message>
    <message>
        <source>gong, tam-tam</source>
        <translation>gongo</translation>
    </message>
    <message>
        <source>goose</source>
        <translation>ganso</translation>
    </message>
    <message>
        <source>gorilla, Gorilla gorilla</source>
        <translation>gorila</translation>
    </message>
    <message>
        <source>gown</source>
        <translation>vestido longo</translation>
    </message>
    <message>
        <source>grand piano, grand</source>
        <translation>piano de cauda</translation>
    </message>
    <message>
        <source>grasshopper, hopper</source>
        <translation>gafanhoto</translation>
    </message>
    <message>
        <source>great grey owl, great gray owl, Strix nebulosa</source>
        <translation>coruja-lapônica</translation>
    </message>
    <message>
        <source>great white shark, white shark, man-eater, man-eating shark, Carcharodon carcharias</source>
        <translation>tubarão-branco</translation>
    </message>
    <message>
        <source>green lizard, Lacerta viridis</source>
        <translation>lagarto-verde</translation>
    </message>
    <message>
        <source>green mamba</source>
        <translation>mamba-verde</translation>
    </message>
    <message>
        <source>green snake, grass snake</source>
        <translation>cobra-verde</translation>
    </message>
    <message>
        <source>greenhouse, nursery, glasshouse</source>
        <translation>estufa</translation>
    </message>
    <message>
        <source>grey fox, gray fox, Urocyon cinereoargenteus</source>
        <translation>raposa-cinzenta</translation>
    </message>
    <message>
        <source>grey whale, gray whale, devilfish, Eschrichtius gibbosus, Eschrichtius robustus</source>
        <translation>baleia-cinzenta</translation>
    </message>
    <message>
        <source>grille, radiator grille</source>
        <translation>grade de radiador</translation>
    </message>
    <message>
        <source>grocery store, grocery, food market, market</source>
        <translation>mercearia</translation>
    </message>
    <message>
        <source>groenendael</source>
        <translation>groenendael</translation>
    </message>
    <message>
        <source>groom, bridegroom</source>
        <translation>noivo</translation>
    </message>
    <message>
        <source>ground beetle, carabid beetle</source>
        <translation>besouro-do-chão</translation>
    </message>
    <message>
        <source>guacamole</source>
        <translation>guacamole</translation>
    </message>
    <message>
        <source>guenon, guenon monkey</source>
        <translation>cercopiteco</translation>
    </message>
    <message>
        <source>guillotine</source>
        <translation>guilhotina</translation>
    </message>
    <message>
        <source>guinea pig, Cavia cobaya</source>
        <translation>porquinho-da-índia</translation>
    </message>
    <message>
        <source>gyromitra</source>
        <translation>giromitra</translation>
    </message>
    <message>
        <source>hair drier</source>
        <translation>secador de cabelo</translation>
    </message>
    <message>
        <source>hair slide</source>
        <translation>presilha de cabelo</translation>
    </message>
    <message>
        <source>hair spray</source>
        <translation>spray de cabelo</translation>
    </message>
    <message>
        <source>half track</source>
        <translation>meia-lagarta</translation>
    </message>
    <message>
        <source>hammer</source>
        <translation>martelo</translation>
    </message>
    <message>
        <source>hammerhead, hammerhead shark</source>
        <translation>tubarão-martelo</translation>
    </message>
    <message>
        <source>hamper</source>
        <translation>cesto</translation>
    </message>
    <message>
        <source>hamster</source>
        <translation>hamster</translation>
    </message>
    <message>
        <source>hand blower, blow dryer, blow drier, hair dryer, hair drier</source>
        <translation>secador de mão</translation>
    </message>
    <message>
        <source>hand-held computer, hand-held microcomputer</source>
        <translation>computador de mão</translation>
    </message>
    <message>
        <source>handbag</source>
        <translation>bolsa</translation>
    </message>
    <message>
        <source>handkerchief, hankie, hanky, hankey</source>
        <translation>lenço</translation>
    </message>
    <message>
        <source>hard disc, hard disk, fixed disk</source>
        <translation>disco rígido</translation>
    </message>
    <message>
        <source>hare</source>
        <translation>lebre</translation>
    </message>
    <message>
        <source>harmonica, mouth organ, harp, mouth harp</source>
        <translation>gaita</translation>
    </message>
    <message>
        <source>harp</source>
        <translation>harpa</translation>
    </message>
    <message>
        <source>hartebeest</source>
        <translation>búbalo</translation>
    </message>
    <message>
        <source>harvester, reaper</source>
        <translation>colheitadeira</translation>
    </message>
    <message>
        <source>harvestman, daddy longlegs, Phalangium opilio</source>
        <translation>opilião</translation>
    </message>
    <message>
        <source>hatchet</source>
        <translation>machadinha</translation>
    </message>
    <message>
        <source>hay</source>
        <translation>feno</translation>
    </message>
    <message>
        <source>head cabbage</source>
        <translation>repolho</translation>
    </message>
    <message>
        <source>hen</source>
        <translation>galinha</translation>
    </message>
    <message>
        <source>hen-of-the-woods, hen of the woods, Polyporus frondosus, Grifola frondosa</source>
        <translation>maitake</translation>
    </message>
    <message>
        <source>hermit crab</source>
        <translation>caranguejo-eremita</translation>
    </message>
    <message>
        <source>hip, rose hip, rosehip</source>
        <translation>fruto da roseira</translation>
    </message>
    <message>
        <source>hippopotamus, hippo, river horse, Hippopotamus amphibius</source>
        <translation>hipopótamo</translation>
    </message>
    <message>
        <source>hog, pig, grunter, squealer, Sus scrofa</source>
        <translation>porco</translation>
    </message>
    <message>
        <source>hognose snake, puff adder, sand viper</source>
        <translation>cobra-nariz-de-porco</translation>
    </message>
    <message>
        <source>holster</source>
        <translation>coldre</translation>
    </message>
    <message>
        <source>home theater, home theatre</source>
        <translation>home theater</translation>
    </message>
    <message>
        <source>honeycomb</source>
        <translation>favo de mel</translation>
    </message>
    <message>
        <source>hook, claw</source>
        <translation>gancho</translation>
    </message>
    <message>
        <source>hoopskirt, crinoline</source>
        <translation>saia de crinolina</translation>
    </message>
    <message>
        <source>horizontal bar, high bar</source>
        <translation>barra fixa</translation>
    </message>
    <message>
        <source>hornbill</source>
        <translation>calau</translation>
    </message>
    <message>
        <source>horned viper, cerastes, sand viper, horned asp, Cerastes cornutus</source>
        <translation>víbora-de-chifres</translation>
    </message>
    <message>
        <source>horse</source>
        <translation>cavalo</translation>
    </message>
    <message>
        <source>horse cart, horse-cart</source>
        <translation>carroça</translation>
    </message>
    <message>
        <source>hot dog</source>
        <translation>cachorro-quente</translation>
    </message>
    <message>
        <source>hot pot, hotpot</source>
        <translation>fondue chinês</translation>
    </message>
    <message>
        <source>hotdog, hot dog, red hot</source>
        <translation>cachorro-quente</translation>
    </message>
    <message>
        <source>hourglass</source>
        <translation>ampulheta</translation>
    </message>
    <message>
        <source>house finch, linnet, Carpodacus mexicanus</source>
        <translation>pintarroxo-mexicano</translation>
    </message>
    <message>
        <source>howler monkey, howler</source>
        <translation>bugio</translation>
    </message>
    <message>
        <source>hummingbird</source>
        <translation>beija-flor</translation>
    </message>
    <message>
        <source>hyena, hyaena</source>
        <translation>hiena</translation>
    </message>
    <message>
        <source>iPod</source>
        <translation>iPod</translation>
    </message>
    <message>
        <source>ibex, Capra ibex</source>
        <translation>íbex</translation>
    </message>
    <message>
        <source>ice bear, polar bear, Ursus Maritimus, Thalarctos maritimus</source>
        <translation>urso-polar</translation>
    </message>
    <message>
        <source>ice cream, icecream</source>
        <translation>sorvete</translation>
    </message>
    <message>
        <source>ice lolly, lolly, lollipop, popsicle</source>
        <translation>picolé</translation>
    </message>
    <message>
        <source>impala, Aepyceros melampus</source>
        <translation>impala</translation>
    </message>
    <message>
        <source>indigo bunting, indigo finch, indigo bird, Passerina cyanea</source>
        <translation>azulão-americano</translation>
    </message>
    <message>
        <source>indri, indris, Indri indri, Indri brevicaudatus</source>
        <translation>indri</translation>
    </message>
    <message>
        <source>iron, smoothing iron</source>
        <translation>ferro de passar</translation>
    </message>
    <message>
        <source>isopod</source>
        <translation>isópode</translation>
    </message>
    <message>
        <source>jacamar</source>
        <translation>jacamar</translation>
    </message>
    <message>
        <source>jack-o&apos;-lantern</source>
        <translation>lanterna de abóbora</translation>
    </message>
    <message>
        <source>jackfruit, jak, jack</source>
        <translation>jaca</translation>
    </message>
    <message>
        <source>jaguar, panther, Panthera onca, Felis onca</source>
        <translation>onça-pintada</translation>
    </message>
    <message>
        <source>jay</source>
        <translation>gaio</translation>
    </message>
    <message>
        <source>jean, blue jean, denim</source>
        <translation>calça jeans</translation>
    </message>
    <message>
        <source>jeep, landrover</source>
        <translation>jipe</translation>
    </message>
    <message>
        <source>jellyfish</source>
        <translation>água-viva</translation>
    </message>
    <message>
        <source>jersey, T-shirt, tee shirt</source>
        <translation>camiseta</translation>
    </message>
    <message>
        <source>jigsaw puzzle</source>
        <translation>quebra-cabeça</translation>
    </message>
    <message>
        <source>jinrikisha, ricksha, rickshaw</source>
        <translation>riquixá</translation>
    </message>
    <message>
        <source>joystick</source>
        <translation>joystick</translation>
    </message>
    <message>
        <source>junco, snowbird</source>
        <translation>junco</translation>
    </message>
    <message>
        <source>keeshond</source>
        <translation>keeshond</translation>
    </message>
    <message>
        <source>kelpie</source>
        <translation>kelpie</translation>
    </message>
    <message>
        <source>keyboard</source>
        <translation>teclado</translation>
    </message>
    <message>
        <source>killer whale, killer, orca, grampus, sea wolf, Orcinus orca</source>
        <translation>orca</translation>
    </message>
    <message>
        <source>kimono</source>
        <translation>quimono</translation>
    </message>
    <message>
        <source>king crab, Alaska crab, Alaskan king crab, Alaska king crab, Paralithodes camtschatica</source>
        <translation>caranguejo-real</translation>
    </message>
    <message>
        <source>king penguin, Aptenodytes patagonica</source>
        <translation>pinguim-rei</translation>
    </message>
    <message>
        <source>king snake, kingsnake</source>
        <translation>cobra-rei</translation>
    </message>
    <message>
        <source>kit fox, Vulpes macrotis</source>
        <translation>raposa-ligeira</translation>
    </message>
    <message>
        <source>kite</source>
        <translation>pipa ou milhafre</translation>
    </message>
    <message>
        <source>knee pad</source>
        <translation>joelheira</translation>
    </message>
    <message>
        <source>knife</source>
        <translation>faca</translation>
    </message>
    <message>
        <source>knot</source>
        <translation>nó</translation>
    </message>
    <message>
        <source>koala, koala bear, kangaroo bear, native bear, Phascolarctos cinereus</source>
        <translation>coala</translation>
    </message>
    <message>
        <source>komondor</source>
        <translation>komondor</translation>
    </message>
    <message>
        <source>kuvasz</source>
        <translation>kuvasz</translation>
    </message>
    <message>
        <source>lab coat, laboratory coat</source>
        <translation>jaleco</translation>
    </message>
    <message>
        <source>lacewing, lacewing fly</source>
        <translation>crisopídeo</translation>
    </message>
    <message>
        <source>ladle</source>
        <translation>concha de cozinha</translation>
    </message>
    <message>
        <source>ladybug, ladybeetle, lady beetle, ladybird, ladybird beetle</source>
        <translation>joaninha</translation>
    </message>
    <message>
        <source>lakeside, lakeshore</source>
        <translation>beira de lago</translation>
    </message>
    <message>
        <source>lampshade, lamp shade</source>
        <translation>abajur</translation>
    </message>
    <message>
        <source>langur</source>
        <translation>langur</translation>
    </message>
    <message>
        <source>laptop</source>
        <translation>notebook</translation>
    </message>
    <message>
        <source>laptop, laptop computer</source>
        <translation>notebook</translation>
    </message>
    <message>
        <source>lawn mower, mower</source>
        <translation>cortador de grama</translation>
    </message>
    <message>
        <source>leaf beetle, chrysomelid</source>
        <translation>besouro-das-folhas</translation>
    </message>
    <message>
        <source>leafhopper</source>
        <translation>cigarrinha</translation>
    </message>
    <message>
        <source>leatherback turtle, leatherback, leathery turtle, Dermochelys coriacea</source>
        <translation>tartaruga-de-couro</translation>
    </message>
    <message>
        <source>lemon</source>
        <translation>limão</translation>
    </message>
    <message>
        <source>lens cap, lens cover</source>
        <translation>tampa de lente</translation>
    </message>
    <message>
        <source>leopard, Panthera pardus</source>
        <translation>leopardo</translation>
    </message>
    <message>
        <source>lesser panda, red panda, panda, bear cat, cat bear, Ailurus fulgens</source>
        <translation>panda-vermelho</translation>
    </message>
    <message>
        <source>letter opener, paper knife, paperknife</source>
        <translation>abridor de cartas</translation>
    </message>
    <message>
        <source>library</source>
        <translation>biblioteca</translation>
    </message>
    <message>
        <source>lifeboat</source>
        <translation>bote salva-vidas</translation>
    </message>
    <message>
        <source>lighter, light, igniter, ignitor</source>
        <translation>isqueiro</translation>
    </message>
    <message>
        <source>limousine, limo</source>
        <translation>limusine</translation>
    </message>
    <message>
        <source>limpkin, Aramus pictus</source>
        <translation>carão</translation>
    </message>
    <message>
        <source>liner, ocean liner</source>
        <translation>transatlântico</translation>
    </message>
    <message>
        <source>lion, king of beasts, Panthera leo</source>
        <translation>leão</translation>
    </message>
    <message>
        <source>lionfish</source>
        <translation>peixe-leão</translation>
    </message>
    <message>
        <source>lipstick, lip rouge</source>
        <translation>batom</translation>
    </message>
    <message>
        <source>little blue heron, Egretta caerulea</source>
        <translation>garça-azul</translation>
    </message>
    <message>
        <source>llama</source>
        <translation>lhama</translation>
    </message>
    <message>
        <source>loggerhead, loggerhead turtle, Caretta caretta</source>
        <translation>tartaruga-cabeçuda</translation>
    </message>
    <message>
        <source>long-horned beetle, longicorn, longicorn beetle</source>
        <translation>besouro serra-pau</translation>
    </message>
    <message>
        <source>lorikeet</source>
        <translation>lóri</translation>
    </message>
    <message>
        <source>lotion</source>
        <translation>loção</translation>
    </message>
    <message>
        <source>loudspeaker, speaker, speaker unit, loudspeaker system, speaker system</source>
        <translation>alto-falante</translation>
    </message>
    <message>
        <source>loupe, jeweler&apos;s loupe</source>
        <translation>lupa</translation>
    </message>
    <message>
        <source>lumbermill, sawmill</source>
        <translation>serraria</translation>
    </message>
    <message>
        <source>lycaenid, lycaenid butterfly</source>
        <translation>borboleta licenídea</translation>
    </message>
    <message>
        <source>lynx, catamount</source>
        <translation>lince</translation>
    </message>
    <message>
        <source>macaque</source>
        <translation>macaco</translation>
    </message>
    <message>
        <source>macaw</source>
        <translation>arara</translation>
    </message>
    <message>
        <source>magnetic compass</source>
        <translation>bússola</translation>
    </message>
    <message>
        <source>magpie</source>
        <translation>pega</translation>
    </message>
    <message>
        <source>mailbag, postbag</source>
        <translation>mala postal</translation>
    </message>
    <message>
        <source>mailbox, letter box</source>
        <translation>caixa de correio</translation>
    </message>
    <message>
        <source>maillot</source>
        <translation>malha de ginástica</translation>
    </message>
    <message>
        <source>maillot, tank suit</source>
        <translation>maiô</translation>
    </message>
    <message>
        <source>malamute, malemute, Alaskan malamute</source>
        <translation>malamute</translation>
    </message>
    <message>
        <source>malinois</source>
        <translation>malinois</translation>
    </message>
    <message>
        <source>manhole cover</source>
        <translation>tampa de bueiro</translation>
    </message>
    <message>
        <source>mantis, mantid</source>
        <translation>louva-a-deus</translation>
    </message>
    <message>
        <source>maraca</source>
        <translation>maraca</translation>
    </message>
    <message>
        <source>marimba, xylophone</source>
        <translation>marimba</translation>
    </message>
    <message>
        <source>marmoset</source>
        <translation>sagui</translation>
    </message>
    <message>
        <source>marmot</source>
        <translation>marmota</translation>
    </message>
    <message>
        <source>mashed potato</source>
        <translation>purê de batata</translation>
    </message>
    <message>
        <source>mask</source>
        <translation>máscara</translation>
    </message>
    <message>
        <source>matchstick</source>
        <translation>palito de fósforo</translation>
    </message>
    <message>
        <source>maypole</source>
        <translation>mastro de maio</translation>
    </message>
    <message>
        <source>maze, labyrinth</source>
        <translation>labirinto</translation>
    </message>
    <message>
        <source>measuring cup</source>
        <translation>copo medidor</translation>
    </message>
    <message>
        <source>meat loaf, meatloaf</source>
        <translation>bolo de carne</translation>
    </message>
    <message>
        <source>medicine chest, medicine cabinet</source>
        <translation>armário de remédios</translation>
    </message>
    <message>
        <source>meerkat, mierkat</source>
        <translation>suricato</translation>
    </message>
    <message>
        <source>megalith, megalithic structure</source>
        <translation>megálito</translation>
    </message>
    <message>
        <source>menu</source>
        <translation>cardápio</translation>
    </message>
    <message>
        <source>microphone, mike</source>
        <translation>microfone</translation>
    </message>
    <message>
        <source>microwave</source>
        <translation>micro-ondas</translation>
    </message>
    <message>
        <source>microwave, microwave oven</source>
        <translation>micro-ondas</translation>
    </message>
    <message>
        <source>military uniform</source>
        <translation>uniforme militar</translation>
    </message>
    <message>
        <source>milk can</source>
        <translation>latão de leite</translation>
    </message>
    <message>
        <source>miniature pinscher</source>
        <translation>pinscher miniatura</translation>
    </message>
    <message>
        <source>miniature poodle</source>
        <translation>poodle miniatura</translation>
    </message>
    <message>
        <source>miniature schnauzer</source>
        <translation>schnauzer miniatura</translation>
    </message>
    <message>
        <source>minibus</source>
        <translation>micro-ônibus</translation>
    </message>
    <message>
        <source>miniskirt, mini</source>
        <translation>minissaia</translation>
    </message>
    <message>
        <source>minivan</source>
        <translation>minivan</translation>
    </message>
    <message>
        <source>mink</source>
        <translation>vison</translation>
    </message>
    <message>
        <source>missile</source>
        <translation>míssil</translation>
    </message>
    <message>
        <source>mitten</source>
        <translation>luva sem dedos</translation>
    </message>
    <message>
        <source>mixing bowl</source>
        <translation>tigela de misturar</translation>
    </message>
    <message>
        <source>mobile home, manufactured home</source>
        <translation>casa móvel</translation>
    </message>
    <message>
        <source>modem</source>
        <translation>modem</translation>
    </message>
    <message>
        <source>monarch, monarch butterfly, milkweed butterfly, Danaus plexippus</source>
        <translation>borboleta-monarca</translation>
    </message>
    <message>
        <source>monastery</source>
        <translation>mosteiro</translation>
    </message>
    <message>
        <source>mongoose</source>
        <translation>mangusto</translation>
    </message>
    <message>
        <source>monitor</source>
        <translation>monitor</translation>
    </message>
    <message>
        <source>moped</source>
        <translation>ciclomotor</translation>
    </message>
    <message>
        <source>mortar</source>
        <translation>pilão</translation>
    </message>
    <message>
        <source>mortarboard</source>
        <translation>barrete de formatura</translation>
    </message>
    <message>
        <source>mosque</source>
        <translation>mesquita</translation>
    </message>
    <message>
        <source>mosquito net</source>
        <translation>mosquiteiro</translation>
    </message>
    <message>
        <source>motor scooter, scooter</source>
        <translation>lambreta</translation>
    </message>
    <message>
        <source>motorbike</source>
        <translation>motocicleta</translation>
    </message>
    <message>
        <source>mountain bike, all-terrain bike, off-roader</source>
        <translation>bicicleta de montanha</translation>
    </message>
    <message>
        <source>mountain tent</source>
        <translation>barraca de camping</translation>
    </message>
    <message>
        <source>mouse</source>
        <translation>mouse</translation>
    </message>
    <message>
        <source>mouse, computer mouse</source>
        <translation>mouse de computador</translation>
    </message>
    <message>
        <source>mousetrap</source>
        <translation>ratoeira</translation>
    </message>
    <message>
        <source>moving van</source>
        <translation>caminhão de mudança</translation>
    </message>
    <message>
        <source>mud turtle</source>
        <translation>tartaruga-do-lodo</translation>
    </message>
    <message>
        <source>mushroom</source>
        <translation>cogumelo</translation>
    </message>
    <message>
        <source>muzzle</source>
        <translation>focinheira</translation>
    </message>
    <message>
        <source>nail</source>
        <translation>prego</translation>
    </message>
    <message>
        <source>neck brace</source>
        <translation>colar cervical</translation>
    </message>
    <message>
        <source>necklace</source>
        <translation>colar</translation>
    </message>
    <message>
        <source>nematode, nematode worm, roundworm</source>
        <translation>nematódeo</translation>
    </message>
    <message>
        <source>night snake, Hypsiglena torquata</source>
        <translation>cobra-noturna</translation>
    </message>
    <message>
        <source>nipple</source>
        <translation>bico de mamadeira</translation>
    </message>
    <message>
        <source>notebook, notebook computer</source>
        <translation>notebook</translation>
    </message>
    <message>
        <source>obelisk</source>
        <translation>obelisco</translation>
    </message>
    <message>
        <source>oboe, hautboy, hautbois</source>
        <translation>oboé</translation>
    </message>
    <message>
        <source>ocarina, sweet potato</source>
        <translation>ocarina</translation>
    </message>
    <message>
        <source>odometer, hodometer, mileometer, milometer</source>
        <translation>hodômetro</translation>
    </message>
    <message>
        <source>oil filter</source>
        <translation>filtro de óleo</translation>
    </message>
    <message>
        <source>orange</source>
        <translation>laranja</translation>
    </message>
    <message>
        <source>orangutan, orang, orangutang, Pongo pygmaeus</source>
        <translation>orangotango</translation>
    </message>
    <message>
        <source>organ, pipe organ</source>
        <translation>órgão de tubos</translation>
    </message>
    <message>
        <source>oscilloscope, scope, cathode-ray oscilloscope, CRO</source>
        <translation>osciloscópio</translation>
    </message>
    <message>
        <source>ostrich, Struthio camelus</source>
        <translation>avestruz</translation>
    </message>
    <message>
        <source>otter</source>
        <translation>lontra</translation>
    </message>
    <message>
        <source>otterhound, otter hound</source>
        <translation>otterhound</translation>
    </message>
    <message>
        <source>oven</source>
        <translation>forno</translation>
    </message>
    <message>
        <source>overskirt</source>
        <translation>sobressaia</translation>
    </message>
    <message>
        <source>ox</source>
        <translation>boi</translation>
    </message>
    <message>
        <source>oxcart</source>
        <translation>carro de boi</translation>
    </message>
    <message>
        <source>oxygen mask</source>
        <translation>máscara de oxigênio</translation>
    </message>
    <message>
        <source>oystercatcher, oyster catcher</source>
        <translation>ostraceiro</translation>
    </message>
    <message>
        <source>packet</source>
        <translation>pacote</translation>
    </message>
    <message>
        <source>paddle, boat paddle</source>
        <translation>remo</translation>
    </message>
    <message>
        <source>paddlewheel, paddle wheel</source>
        <translation>roda de pás</translation>
    </message>
    <message>
        <source>padlock</source>
        <translation>cadeado</translation>
    </message>
    <message>
        <source>paintbrush</source>
        <translation>pincel</translation>
    </message>
    <message>
        <source>pajama, pyjama, pj&apos;s, jammies</source>
        <translation>pijama</translation>
    </message>
    <message>
        <source>palace</source>
        <translation>palácio</translation>
    </message>
    <message>
        <source>panpipe, pandean pipe, syrinx</source>
        <translation>flauta de pã</translation>
    </message>
    <message>
        <source>paper towel</source>
        <translation>papel-toalha</translation>
    </message>
    <message>
        <source>papillon</source>
        <translation>papillon</translation>
    </message>
    <message>
        <source>parachute, chute</source>
        <translation>paraquedas</translation>
    </message>
    <message>
        <source>parallel bars, bars</source>
        <translation>barras paralelas</translation>
    </message>
    <message>
        <source>park bench</source>
        <translation>banco de praça</translation>
    </message>
    <message>
        <source>parking meter</source>
        <translation>parquímetro</translation>
    </message>
    <message>
        <source>partridge</source>
        <translation>perdiz</translation>
    </message>
    <message>
        <source>passenger car, coach, carriage</source>
        <translation>vagão de passageiros</translation>
    </message>
    <message>
        <source>patas, hussar monkey, Erythrocebus patas</source>
        <translation>macaco-patas</translation>
    </message>
    <message>
        <source>patio, terrace</source>
        <translation>pátio</translation>
    </message>
    <message>
        <source>pay-phone, pay-station</source>
        <translation>telefone público</translation>
    </message>
    <message>
        <source>peacock</source>
        <translation>pavão</translation>
    </message>
    <message>
        <source>pedestal, plinth, footstall</source>
        <translation>pedestal</translation>
    </message>
    <message>
        <source>pelican</source>
        <translation>pelicano</translation>
    </message>
    <message>
        <source>pencil box, pencil case</source>
        <translation>estojo de lápis</translation>
    </message>
    <message>
        <source>pencil sharpener</source>
        <translation>apontador de lápis</translation>
    </message>
    <message>
        <source>perfume, essence</source>
        <translation>perfume</translation>
    </message>
    <message>
        <source>person</source>
        <translation>pessoa</translation>
    </message>
    <message>
        <source>photocopier</source>
        <translation>fotocopiadora</translation>
    </message>
    <message>
        <source>pick, plectrum, plectron</source>
        <translation>palheta</translation>
    </message>
    <message>
        <source>pickelhaube</source>
        <translation>capacete prussiano</translation>
    </message>
    <message>
        <source>picket fence, paling</source>
        <translation>cerca de madeira</translation>
    </message>
    <message>
        <source>pickup, pickup truck</source>
        <translation>picape</translation>
    </message>
    <message>
        <source>pier</source>
        <translation>píer</translation>
    </message>
    <message>
        <source>piggy bank, penny bank</source>
        <translation>cofrinho</translation>
    </message>
    <message>
        <source>pill bottle</source>
        <translation>frasco de remédio</translation>
    </message>
    <message>
        <source>pillow</source>
        <translation>travesseiro</translation>
    </message>
    <message>
        <source>pineapple, ananas</source>
        <translation>abacaxi</translation>
    </message>
    <message>
        <source>ping-pong ball</source>
        <translation>bola de pingue-pongue</translation>
    </message>
    <message>
        <source>pinwheel</source>
        <translation>cata-vento</translation>
    </message>
    <message>
        <source>pirate, pirate ship</source>
        <translation>navio pirata</translation>
    </message>
    <message>
        <source>pitcher, ewer</source>
        <translation>jarro</translation>
    </message>
    <message>
        <source>pizza</source>
        <translation>pizza</translation>
    </message>
    <message>
        <source>pizza, pizza pie</source>
        <translation>pizza</translation>
    </message>
    <message>
        <source>plane, carpenter&apos;s plane, woodworking plane</source>
        <translation>plaina</translation>
    </message>
    <message>
        <source>planetarium</source>
        <translation>planetário</translation>
    </message>
    <message>
        <source>plastic bag</source>
        <translation>sacola plástica</translation>
    </message>
    <message>
        <source>plate</source>
        <translation>prato</translation>
    </message>
    <message>
        <source>plate rack</source>
        <translation>escorredor de pratos</translation>
    </message>
    <message>
        <source>platypus, duckbill, duckbilled platypus, duck-billed platypus, Ornithorhynchus anatinus</source>
        <translation>ornitorrinco</translation>
    </message>
    <message>
        <source>plow, plough</source>
        <translation>arado</translation>
    </message>
    <message>
        <source>plunger, plumber&apos;s helper</source>
        <translation>desentupidor</translation>
    </message>
    <message>
        <source>pole</source>
        <translation>poste</translation>
    </message>
    <message>
        <source>polecat, fitch, foulmart, foumart, Mustela putorius</source>
        <translation>tourão</translation>
    </message>
    <message>
        <source>police van, police wagon, paddy wagon, patrol wagon, wagon, black Maria</source>
        <translation>camburão</translation>
    </message>
    <message>
        <source>pomegranate</source>
        <translation>romã</translation>
    </message>
    <message>
        <source>poncho</source>
        <translation>poncho</translation>
    </message>
    <message>
        <source>pool table, billiard table, snooker table</source>
        <translation>mesa de sinuca</translation>
    </message>
    <message>
        <source>pop bottle, soda bottle</source>
        <translation>garrafa de refrigerante</translation>
    </message>
    <message>
        <source>porcupine, hedgehog</source>
        <translation>porco-espinho</translation>
    </message>
    <message>
        <source>pot, flowerpot</source>
        <translation>vaso de flores</translation>
    </message>
    <message>
        <source>potpie</source>
        <translation>torta salgada</translation>
    </message>
    <message>
        <source>potted plant</source>
        <translation>planta em vaso</translation>
    </message>
    <message>
        <source>potter&apos;s wheel</source>
        <translation>roda de oleiro</translation>
    </message>
    <message>
        <source>power drill</source>
        <translation>furadeira</translation>
    </message>
    <message>
        <source>prairie chicken, prairie grouse, prairie fowl</source>
        <translation>galo-das-pradarias</translation>
    </message>
    <message>
        <source>prayer rug, prayer mat</source>
        <translation>tapete de oração</translation>
    </message>
    <message>
        <source>pretzel</source>
        <translation>pretzel</translation>
    </message>
    <message>
        <source>printer</source>
        <translation>impressora</translation>
    </message>
    <message>
        <source>prison, prison house</source>
        <translation>prisão</translation>
    </message>
    <message>
        <source>proboscis monkey, Nasalis larvatus</source>
        <translation>macaco-narigudo</translation>
    </message>
    <message>
        <source>projectile, missile</source>
        <translation>projétil</translation>
    </message>
    <message>
        <source>projector</source>
        <translation>projetor</translation>
    </message>
    <message>
        <source>promontory, headland, head, foreland</source>
        <translation>promontório</translation>
    </message>
    <message>
        <source>ptarmigan</source>
        <translation>lagópode</translation>
    </message>
    <message>
        <source>puck, hockey puck</source>
        <translation>disco de hóquei</translation>
    </message>
    <message>
        <source>puffer, pufferfish, blowfish, globefish</source>
        <translation>baiacu</translation>
    </message>
    <message>
        <source>pug, pug-dog</source>
        <translation>pug</translation>
    </message>
    <message>
        <source>punching bag, punch bag, punching ball, punchball</source>
        <translation>saco de pancadas</translation>
    </message>
    <message>
        <source>purse</source>
        <translation>bolsa</translation>
    </message>
    <message>
        <source>quail</source>
        <translation>codorna</translation>
    </message>
    <message>
        <source>quill, quill pen</source>
        <translation>pena de escrever</translation>
    </message>
    <message>
        <source>quilt, comforter, comfort, puff</source>
        <translation>colcha</translation>
    </message>
    <message>
        <source>racer, race car, racing car</source>
        <translation>carro de corrida</translation>
    </message>
    <message>
        <source>racket, racquet</source>
        <translation>raquete</translation>
    </message>
    <message>
        <source>radiator</source>
        <translation>radiador</translation>
    </message>
    <message>
        <source>radio telescope, radio reflector</source>
        <translation>radiotelescópio</translation>
    </message>
    <message>
        <source>radio, wireless</source>
        <translation>rádio</translation>
    </message>
    <message>
        <source>rain barrel</source>
        <translation>barril de chuva</translation>
    </message>
    <message>
        <source>ram, tup</source>
        <translation>carneiro</translation>
    </message>
    <message>
        <source>rapeseed</source>
        <translation>colza</translation>
    </message>
    <message>
        <source>recreational vehicle, RV, R.V.</source>
        <translation>motorhome, R.V.</translation>
    </message>
    <message>
        <source>red fox, Vulpes vulpes</source>
        <translation>raposa-vermelha</translation>
    </message>
    <message>
        <source>red wine</source>
        <translation>vinho tinto</translation>
    </message>
    <message>
        <source>red wolf, maned wolf, Canis rufus, Canis niger</source>
        <translation>lobo-vermelho</translation>
    </message>
    <message>
        <source>red-backed sandpiper, dunlin, Erolia alpina</source>
        <translation>maçarico-de-dorso-vermelho</translation>
    </message>
    <message>
        <source>red-breasted merganser, Mergus serrator</source>
        <translation>merganso-de-poupa</translation>
    </message>
    <message>
        <source>redbone</source>
        <translation>redbone</translation>
    </message>
    <message>
        <source>redshank, Tringa totanus</source>
        <translation>perna-vermelha</translation>
    </message>
    <message>
        <source>reel</source>
        <translation>carretel</translation>
    </message>
    <message>
        <source>reflex camera</source>
        <translation>câmera reflex</translation>
    </message>
    <message>
        <source>refrigerator</source>
        <translation>geladeira</translation>
    </message>
    <message>
        <source>refrigerator, icebox</source>
        <translation>geladeira</translation>
    </message>
    <message>
        <source>remote</source>
        <translation>controle remoto</translation>
    </message>
    <message>
        <source>remote control, remote</source>
        <translation>controle remoto</translation>
    </message>
    <message>
        <source>restaurant, eating house, eating place, eatery</source>
        <translation>restaurante</translation>
    </message>
    <message>
        <source>revolver, six-gun, six-shooter</source>
        <translation>revólver</translation>
    </message>
    <message>
        <source>rhinoceros beetle</source>
        <translation>besouro-rinoceronte</translation>
    </message>
    <message>
        <source>rifle</source>
        <translation>rifle</translation>
    </message>
    <message>
        <source>ringlet, ringlet butterfly</source>
        <translation>borboleta de anéis</translation>
    </message>
    <message>
        <source>ringneck snake, ring-necked snake, ring snake</source>
        <translation>cobra-de-colar</translation>
    </message>
    <message>
        <source>robin, American robin, Turdus migratorius</source>
        <translation>tordo-americano</translation>
    </message>
    <message>
        <source>rock beauty, Holocanthus tricolor</source>
        <translation>peixe-anjo das rochas</translation>
    </message>
    <message>
        <source>rock crab, Cancer irroratus</source>
        <translation>caranguejo-das-rochas</translation>
    </message>
    <message>
        <source>rock python, rock snake, Python sebae</source>
        <translation>píton-africana</translation>
    </message>
    <message>
        <source>rocking chair, rocker</source>
        <translation>cadeira de balanço</translation>
    </message>
    <message>
        <source>rotisserie</source>
        <translation>assador giratório</translation>
    </message>
    <message>
        <source>rubber eraser, rubber, pencil eraser</source>
        <translation>borracha</translation>
    </message>
    <message>
        <source>ruddy turnstone, Arenaria interpres</source>
        <translation>vira-pedras</translation>
    </message>
    <message>
        <source>ruffed grouse, partridge, Bonasa umbellus</source>
        <translation>tetraz-de-colar</translation>
    </message>
    <message>
        <source>rugby ball</source>
        <translation>bola de rúgbi</translation>
    </message>
    <message>
        <source>rule, ruler</source>
        <translation>régua</translation>
    </message>
    <message>
        <source>running shoe</source>
        <translation>tênis de corrida</translation>
    </message>
    <message>
        <source>safe</source>
        <translation>safe (cofre)</translation>
    </message>
    <message>
        <source>safety pin</source>
        <translation>alfinete de segurança</translation>
    </message>
    <message>
        <source>saltshaker, salt shaker</source>
        <translation>saleiro</translation>
    </message>
    <message>
        <source>sandal</source>
        <translation>sandália</translation>
    </message>
    <message>
        <source>sandbar, sand bar</source>
        <translation>banco de areia</translation>
    </message>
    <message>
        <source>sandwich</source>
        <translation>sanduíche</translation>
    </message>
    <message>
        <source>sarong</source>
        <translation>sarongue</translation>
    </message>
    <message>
        <source>sax, saxophone</source>
        <translation>saxofone</translation>
    </message>
    <message>
        <source>scabbard</source>
        <translation>bainha</translation>
    </message>
    <message>
        <source>scale, weighing machine</source>
        <translation>balança</translation>
    </message>
    <message>
        <source>schipperke</source>
        <translation>schipperke</translation>
    </message>
    <message>
        <source>school bus</source>
        <translation>ônibus escolar</translation>
    </message>
    <message>
        <source>schooner</source>
        <translation>escuna</translation>
    </message>
    <message>
        <source>scissors</source>
        <translation>tesoura</translation>
    </message>
    <message>
        <source>scoreboard</source>
        <translation>placar</translation>
    </message>
    <message>
        <source>scorpion</source>
        <translation>escorpião</translation>
    </message>
    <message>
        <source>screen, CRT screen</source>
        <translation>tela de tubo</translation>
    </message>
    <message>
        <source>screw</source>
        <translation>parafuso</translation>
    </message>
    <message>
        <source>screwdriver</source>
        <translation>chave de fenda</translation>
    </message>
    <message>
        <source>scuba diver</source>
        <translation>mergulhador</translation>
    </message>
    <message>
        <source>sea anemone, anemone</source>
        <translation>anêmona-do-mar</translation>
    </message>
    <message>
        <source>sea cucumber, holothurian</source>
        <translation>pepino-do-mar</translation>
    </message>
    <message>
        <source>sea lion</source>
        <translation>leão-marinho</translation>
    </message>
    <message>
        <source>sea slug, nudibranch</source>
        <translation>lesma-do-mar</translation>
    </message>
    <message>
        <source>sea snake</source>
        <translation>serpente-marinha</translation>
    </message>
    <message>
        <source>sea urchin</source>
        <translation>ouriço-do-mar</translation>
    </message>
    <message>
        <source>seashore, coast, seacoast, sea-coast</source>
        <translation>beira-mar</translation>
    </message>
    <message>
        <source>seat belt, seatbelt</source>
        <translation>cinto de segurança</translation>
    </message>
    <message>
        <source>sewing machine</source>
        <translation>máquina de costura</translation>
    </message>
    <message>
        <source>sheep</source>
        <translation>ovelha</translation>
    </message>
    <message>
        <source>shield, buckler</source>
        <translation>escudo</translation>
    </message>
    <message>
        <source>shoe shop, shoe-shop, shoe store</source>
        <translation>sapataria</translation>
    </message>
    <message>
        <source>shoji</source>
        <translation>shoji</translation>
    </message>
    <message>
        <source>shopping basket</source>
        <translation>cesta de compras</translation>
    </message>
    <message>
        <source>shopping cart</source>
        <translation>carrinho de compras</translation>
    </message>
    <message>
        <source>shovel</source>
        <translation>pá</translation>
    </message>
    <message>
        <source>shower cap</source>
        <translation>touca de chuveiro</translation>
    </message>
    <message>
        <source>shower curtain</source>
        <translation>cortina de chuveiro</translation>
    </message>
    <message>
        <source>siamang, Hylobates syndactylus, Symphalangus syndactylus</source>
        <translation>siamango</translation>
    </message>
    <message>
        <source>sidewinder, horned rattlesnake, Crotalus cerastes</source>
        <translation>cascavel-chifruda</translation>
    </message>
    <message>
        <source>silky terrier, Sydney silky</source>
        <translation>silky terrier</translation>
    </message>
    <message>
        <source>sink</source>
        <translation>pia</translation>
    </message>
    <message>
        <source>skateboard</source>
        <translation>skate</translation>
    </message>
    <message>
        <source>ski</source>
        <translation>esqui</translation>
    </message>
    <message>
        <source>ski mask</source>
        <translation>máscara de esqui</translation>
    </message>
    <message>
        <source>skis</source>
        <translation>esquis</translation>
    </message>
    <message>
        <source>skunk, polecat, wood pussy</source>
        <translation>cangambá</translation>
    </message>
    <message>
        <source>sleeping bag</source>
        <translation>saco de dormir</translation>
    </message>
    <message>
        <source>slide rule, slipstick</source>
        <translation>régua de cálculo</translation>
    </message>
    <message>
        <source>sliding door</source>
        <translation>porta de correr</translation>
    </message>
    <message>
        <source>slot, one-armed bandit</source>
        <translation>caça-níqueis</translation>
    </message>
    <message>
        <source>sloth bear, Melursus ursinus, Ursus ursinus</source>
        <translation>urso-beiçudo</translation>
    </message>
    <message>
        <source>slug</source>
        <translation>lesma</translation>
    </message>
    <message>
        <source>snail</source>
        <translation>caracol</translation>
    </message>
    <message>
        <source>snorkel</source>
        <translation>snorkel</translation>
    </message>
    <message>
        <source>snow leopard, ounce, Panthera uncia</source>
        <translation>leopardo-das-neves</translation>
    </message>
    <message>
        <source>snowboard</source>
        <translation>prancha de snowboard</translation>
    </message>
    <message>
        <source>snowmobile</source>
        <translation>moto de neve</translation>
    </message>
    <message>
        <source>snowplow, snowplough</source>
        <translation>limpa-neve</translation>
    </message>
    <message>
        <source>soap dispenser</source>
        <translation>saboneteira</translation>
    </message>
    <message>
        <source>soccer ball</source>
        <translation>bola de futebol</translation>
    </message>
    <message>
        <source>sock</source>
        <translation>meia</translation>
    </message>
    <message>
        <source>sofa</source>
        <translation>sofá</translation>
    </message>
    <message>
        <source>soft-coated wheaten terrier</source>
        <translation>soft-coated wheaten terrier</translation>
    </message>
    <message>
        <source>solar dish, solar collector, solar furnace</source>
        <translation>prato solar</translation>
    </message>
    <message>
        <source>sombrero</source>
        <translation>sombreiro</translation>
    </message>
    <message>
        <source>sorrel</source>
        <translation>cavalo alazão</translation>
    </message>
    <message>
        <source>soup bowl</source>
        <translation>tigela de sopa</translation>
    </message>
    <message>
        <source>space bar</source>
        <translation>barra de espaço</translation>
    </message>
    <message>
        <source>space heater</source>
        <translation>aquecedor</translation>
    </message>
    <message>
        <source>space shuttle</source>
        <translation>ônibus espacial</translation>
    </message>
    <message>
        <source>spaghetti squash</source>
        <translation>abóbora-espaguete</translation>
    </message>
    <message>
        <source>spatula</source>
        <translation>espátula</translation>
    </message>
    <message>
        <source>speedboat</source>
        <translation>lancha</translation>
    </message>
    <message>
        <source>spider monkey, Ateles geoffroyi</source>
        <translation>macaco-aranha</translation>
    </message>
    <message>
        <source>spider web, spider&apos;s web</source>
        <translation>teia de aranha</translation>
    </message>
    <message>
        <source>spindle</source>
        <translation>fuso</translation>
    </message>
    <message>
        <source>spiny lobster, langouste, rock lobster, crawfish, crayfish, sea crawfish</source>
        <translation>lagosta-espinhosa</translation>
    </message>
    <message>
        <source>spoon</source>
        <translation>colher</translation>
    </message>
    <message>
        <source>spoonbill</source>
        <translation>colhereiro</translation>
    </message>
    <message>
        <source>sports ball</source>
        <translation>bola</translation>
    </message>
    <message>
        <source>sports car, sport car</source>
        <translation>carro esportivo</translation>
    </message>
    <message>
        <source>spotlight, spot</source>
        <translation>holofote</translation>
    </message>
    <message>
        <source>spotted salamander, Ambystoma maculatum</source>
        <translation>salamandra-pintada</translation>
    </message>
    <message>
        <source>squirrel monkey, Saimiri sciureus</source>
        <translation>macaco-de-cheiro</translation>
    </message>
    <message>
        <source>stage</source>
        <translation>palco</translation>
    </message>
    <message>
        <source>standard poodle</source>
        <translation>poodle padrão</translation>
    </message>
    <message>
        <source>standard schnauzer</source>
        <translation>schnauzer padrão</translation>
    </message>
    <message>
        <source>starfish, sea star</source>
        <translation>estrela-do-mar</translation>
    </message>
    <message>
        <source>steam locomotive</source>
        <translation>locomotiva a vapor</translation>
    </message>
    <message>
        <source>steel arch bridge</source>
        <translation>ponte de arco de aço</translation>
    </message>
    <message>
        <source>steel drum</source>
        <translation>tambor de aço</translation>
    </message>
    <message>
        <source>stethoscope</source>
        <translation>estetoscópio</translation>
    </message>
    <message>
        <source>stingray</source>
        <translation>arraia</translation>
    </message>
    <message>
        <source>stinkhorn, carrion fungus</source>
        <translation>fungo-falo</translation>
    </message>
    <message>
        <source>stole</source>
        <translation>estola</translation>
    </message>
    <message>
        <source>stone wall</source>
        <translation>muro de pedra</translation>
    </message>
    <message>
        <source>stop sign</source>
        <translation>placa de pare</translation>
    </message>
    <message>
        <source>stopwatch, stop watch</source>
        <translation>cronômetro</translation>
    </message>
    <message>
        <source>stove</source>
        <translation>fogão</translation>
    </message>
    <message>
        <source>strainer</source>
        <translation>coador</translation>
    </message>
    <message>
        <source>strawberry</source>
        <translation>morango</translation>
    </message>
    <message>
        <source>street sign</source>
        <translation>placa de rua</translation>
    </message>
    <message>
        <source>streetcar, tram, tramcar, trolley, trolley car</source>
        <translation>bonde</translation>
    </message>
    <message>
        <source>stretcher</source>
        <translation>maca</translation>
    </message>
    <message>
        <source>studio couch, day bed</source>
        <translation>sofá-cama</translation>
    </message>
    <message>
        <source>stupa, tope</source>
        <translation>estupa</translation>
    </message>
    <message>
        <source>sturgeon</source>
        <translation>esturjão</translation>
    </message>
    <message>
        <source>submarine, pigboat, sub, U-boat</source>
        <translation>submarino</translation>
    </message>
    <message>
        <source>suit, suit of clothes</source>
        <translation>terno</translation>
    </message>
    <message>
        <source>suitcase</source>
        <translation>mala</translation>
    </message>
    <message>
        <source>sulphur butterfly, sulfur butterfly</source>
        <translation>borboleta amarela</translation>
    </message>
    <message>
        <source>sulphur-crested cockatoo, Kakatoe galerita, Cacatua galerita</source>
        <translation>cacatua-de-crista-amarela</translation>
    </message>
    <message>
        <source>sundial</source>
        <translation>relógio de sol</translation>
    </message>
    <message>
        <source>sunglass</source>
        <translation>óculos escuros</translation>
    </message>
    <message>
        <source>sunglasses, dark glasses, shades</source>
        <translation>óculos de sol</translation>
    </message>
    <message>
        <source>sunscreen, sunblock, sun blocker</source>
        <translation>protetor solar</translation>
    </message>
    <message>
        <source>surfboard</source>
        <translation>prancha de surfe</translation>
    </message>
    <message>
        <source>suspension bridge</source>
        <translation>ponte pênsil</translation>
    </message>
    <message>
        <source>swab, swob, mop</source>
        <translation>esfregão</translation>
    </message>
    <message>
        <source>sweatshirt</source>
        <translation>moletom</translation>
    </message>
    <message>
        <source>swimming trunks, bathing trunks</source>
        <translation>calção de banho</translation>
    </message>
    <message>
        <source>swing</source>
        <translation>balanço</translation>
    </message>
    <message>
        <source>switch, electric switch, electrical switch</source>
        <translation>interruptor</translation>
    </message>
    <message>
        <source>syringe</source>
        <translation>seringa</translation>
    </message>
    <message>
        <source>tabby, tabby cat</source>
        <translation>gato rajado</translation>
    </message>
    <message>
        <source>table lamp</source>
        <translation>luminária de mesa</translation>
    </message>
    <message>
        <source>tailed frog, bell toad, ribbed toad, tailed toad, Ascaphus trui</source>
        <translation>rã-de-cauda</translation>
    </message>
    <message>
        <source>tank, army tank, armored combat vehicle, armoured combat vehicle</source>
        <translation>tanque de guerra</translation>
    </message>
    <message>
        <source>tape player</source>
        <translation>gravador de fita</translation>
    </message>
    <message>
        <source>tarantula</source>
        <translation>tarântula</translation>
    </message>
    <message>
        <source>teapot</source>
        <translation>bule</translation>
    </message>
    <message>
        <source>teddy bear</source>
        <translation>ursinho de pelúcia</translation>
    </message>
    <message>
        <source>teddy, teddy bear</source>
        <translation>ursinho de pelúcia</translation>
    </message>
    <message>
        <source>television, television system</source>
        <translation>televisão</translation>
    </message>
    <message>
        <source>tench, Tinca tinca</source>
        <translation>tenca</translation>
    </message>
    <message>
        <source>tennis ball</source>
        <translation>bola de tênis</translation>
    </message>
    <message>
        <source>tennis racket</source>
        <translation>raquete de tênis</translation>
    </message>
    <message>
        <source>terrapin</source>
        <translation>tartaruga-d’água</translation>
    </message>
    <message>
        <source>thatch, thatched roof</source>
        <translation>telhado de palha</translation>
    </message>
    <message>
        <source>theater curtain, theatre curtain</source>
        <translation>cortina de teatro</translation>
    </message>
    <message>
        <source>thimble</source>
        <translation>dedal</translation>
    </message>
    <message>
        <source>three-toed sloth, ai, Bradypus tridactylus</source>
        <translation>preguiça-de-três-dedos</translation>
    </message>
    <message>
        <source>thresher, thrasher, threshing machine</source>
        <translation>debulhadora</translation>
    </message>
    <message>
        <source>throne</source>
        <translation>trono</translation>
    </message>
    <message>
        <source>thunder snake, worm snake, Carphophis amoenus</source>
        <translation>cobra-verme</translation>
    </message>
    <message>
        <source>tick</source>
        <translation>carrapato</translation>
    </message>
    <message>
        <source>tie</source>
        <translation>gravata</translation>
    </message>
    <message>
        <source>tiger beetle</source>
        <translation>besouro-tigre</translation>
    </message>
    <message>
        <source>tiger cat</source>
        <translation>gato tigrado</translation>
    </message>
    <message>
        <source>tiger shark, Galeocerdo cuvieri</source>
        <translation>tubarão-tigre</translation>
    </message>
    <message>
        <source>tiger, Panthera tigris</source>
        <translation>tigre</translation>
    </message>
    <message>
        <source>tile roof</source>
        <translation>telhado</translation>
    </message>
    <message>
        <source>timber wolf, grey wolf, gray wolf, Canis lupus</source>
        <translation>lobo-cinzento</translation>
    </message>
    <message>
        <source>titi, titi monkey</source>
        <translation>sauá</translation>
    </message>
    <message>
        <source>toaster</source>
        <translation>torradeira</translation>
    </message>
    <message>
        <source>tobacco shop, tobacconist shop, tobacconist</source>
        <translation>tabacaria</translation>
    </message>
    <message>
        <source>toilet</source>
        <translation>vaso sanitário</translation>
    </message>
    <message>
        <source>toilet seat</source>
        <translation>assento sanitário</translation>
    </message>
    <message>
        <source>toilet tissue, toilet paper, bathroom tissue</source>
        <translation>papel higiênico</translation>
    </message>
    <message>
        <source>toothbrush</source>
        <translation>escova de dentes</translation>
    </message>
    <message>
        <source>torch</source>
        <translation>tocha</translation>
    </message>
    <message>
        <source>totem pole</source>
        <translation>totem</translation>
    </message>
    <message>
        <source>toucan</source>
        <translation>tucano</translation>
    </message>
    <message>
        <source>tow truck, tow car, wrecker</source>
        <translation>guincho</translation>
    </message>
    <message>
        <source>toy poodle</source>
        <translation>poodle toy</translation>
    </message>
    <message>
        <source>toy terrier</source>
        <translation>toy terrier</translation>
    </message>
    <message>
        <source>toyshop</source>
        <translation>loja de brinquedos</translation>
    </message>
    <message>
        <source>tractor</source>
        <translation>trator</translation>
    </message>
    <message>
        <source>traffic light</source>
        <translation>semáforo</translation>
    </message>
    <message>
        <source>traffic light, traffic signal, stoplight</source>
        <translation>semáforo</translation>
    </message>
    <message>
        <source>trailer truck, tractor trailer, trucking rig, rig, articulated lorry, semi</source>
        <translation>carreta</translation>
    </message>
    <message>
        <source>train</source>
        <translation>trem</translation>
    </message>
    <message>
        <source>tray</source>
        <translation>bandeja</translation>
    </message>
    <message>
        <source>tree frog, tree-frog</source>
        <translation>perereca</translation>
    </message>
    <message>
        <source>trench coat</source>
        <translation>sobretudo</translation>
    </message>
    <message>
        <source>triceratops</source>
        <translation>tricerátopo</translation>
    </message>
    <message>
        <source>tricycle, trike, velocipede</source>
        <translation>triciclo</translation>
    </message>
    <message>
        <source>trifle</source>
        <translation>pavê</translation>
    </message>
    <message>
        <source>trilobite</source>
        <translation>trilobita</translation>
    </message>
    <message>
        <source>trimaran</source>
        <translation>trimarã</translation>
    </message>
    <message>
        <source>tripod</source>
        <translation>tripé</translation>
    </message>
    <message>
        <source>triumphal arch</source>
        <translation>arco do triunfo</translation>
    </message>
    <message>
        <source>trolleybus, trolley coach, trackless trolley</source>
        <translation>trólebus</translation>
    </message>
    <message>
        <source>trombone</source>
        <translation>trombone</translation>
    </message>
    <message>
        <source>truck</source>
        <translation>caminhão</translation>
    </message>
    <message>
        <source>tub, vat</source>
        <translation>tina</translation>
    </message>
    <message>
        <source>turnstile</source>
        <translation>catraca</translation>
    </message>
    <message>
        <source>tusker</source>
        <translation>elefante com presas</translation>
    </message>
    <message>
        <source>typewriter keyboard</source>
        <translation>teclado de máquina de escrever</translation>
    </message>
    <message>
        <source>umbrella</source>
        <translation>guarda-chuva</translation>
    </message>
    <message>
        <source>unicycle, monocycle</source>
        <translation>monociclo</translation>
    </message>
    <message>
        <source>upright, upright piano</source>
        <translation>piano vertical</translation>
    </message>
    <message>
        <source>vacuum, vacuum cleaner</source>
        <translation>aspirador de pó</translation>
    </message>
    <message>
        <source>valley, vale</source>
        <translation>vale</translation>
    </message>
    <message>
        <source>vase</source>
        <translation>vaso</translation>
    </message>
    <message>
        <source>vault</source>
        <translation>abóbada</translation>
    </message>
    <message>
        <source>velvet</source>
        <translation>veludo</translation>
    </message>
    <message>
        <source>vending machine</source>
        <translation>máquina de venda automática</translation>
    </message>
    <message>
        <source>vestment</source>
        <translation>paramento</translation>
    </message>
    <message>
        <source>viaduct</source>
        <translation>viaduto</translation>
    </message>
    <message>
        <source>vine snake</source>
        <translation>cobra-cipó</translation>
    </message>
    <message>
        <source>violin, fiddle</source>
        <translation>violino</translation>
    </message>
    <message>
        <source>vizsla, Hungarian pointer</source>
        <translation>vizsla</translation>
    </message>
    <message>
        <source>volcano</source>
        <translation>vulcão</translation>
    </message>
    <message>
        <source>volleyball</source>
        <translation>bola de vôlei</translation>
    </message>
    <message>
        <source>vulture</source>
        <translation>abutre</translation>
    </message>
    <message>
        <source>waffle iron</source>
        <translation>máquina de waffle</translation>
    </message>
    <message>
        <source>walking stick, walkingstick, stick insect</source>
        <translation>bicho-pau</translation>
    </message>
    <message>
        <source>wall clock</source>
        <translation>relógio de parede</translation>
    </message>
    <message>
        <source>wallaby, brush kangaroo</source>
        <translation>walabi</translation>
    </message>
    <message>
        <source>wallet, billfold, notecase, pocketbook</source>
        <translation>carteira</translation>
    </message>
    <message>
        <source>wardrobe, closet, press</source>
        <translation>guarda-roupa</translation>
    </message>
    <message>
        <source>warplane, military plane</source>
        <translation>avião de guerra</translation>
    </message>
    <message>
        <source>warthog</source>
        <translation>javali-africano</translation>
    </message>
    <message>
        <source>washbasin, handbasin, washbowl, lavabo, wash-hand basin</source>
        <translation>pia</translation>
    </message>
    <message>
        <source>washer, automatic washer, washing machine</source>
        <translation>máquina de lavar</translation>
    </message>
    <message>
        <source>water bottle</source>
        <translation>garrafa de água</translation>
    </message>
    <message>
        <source>water buffalo, water ox, Asiatic buffalo, Bubalus bubalis</source>
        <translation>búfalo-d’água</translation>
    </message>
    <message>
        <source>water jug</source>
        <translation>jarra de água</translation>
    </message>
    <message>
        <source>water ouzel, dipper</source>
        <translation>melro-d’água</translation>
    </message>
    <message>
        <source>water snake</source>
        <translation>cobra-d’água</translation>
    </message>
    <message>
        <source>water tower</source>
        <translation>caixa-d’água</translation>
    </message>
    <message>
        <source>weasel</source>
        <translation>doninha</translation>
    </message>
    <message>
        <source>web site, website, internet site, site</source>
        <translation>site</translation>
    </message>
    <message>
        <source>weevil</source>
        <translation>gorgulho</translation>
    </message>
    <message>
        <source>whippet</source>
        <translation>whippet</translation>
    </message>
    <message>
        <source>whiptail, whiptail lizard</source>
        <translation>lagarto-rabo-de-chicote</translation>
    </message>
    <message>
        <source>whiskey jug</source>
        <translation>jarro de uísque</translation>
    </message>
    <message>
        <source>whistle</source>
        <translation>apito</translation>
    </message>
    <message>
        <source>white stork, Ciconia ciconia</source>
        <translation>cegonha-branca</translation>
    </message>
    <message>
        <source>white wolf, Arctic wolf, Canis lupus tundrarum</source>
        <translation>lobo-branco</translation>
    </message>
    <message>
        <source>wig</source>
        <translation>peruca</translation>
    </message>
    <message>
        <source>wild boar, boar, Sus scrofa</source>
        <translation>javali</translation>
    </message>
    <message>
        <source>window screen</source>
        <translation>tela de janela</translation>
    </message>
    <message>
        <source>window shade</source>
        <translation>persiana</translation>
    </message>
    <message>
        <source>wine bottle</source>
        <translation>garrafa de vinho</translation>
    </message>
    <message>
        <source>wine glass</source>
        <translation>taça de vinho</translation>
    </message>
    <message>
        <source>wing</source>
        <translation>asa</translation>
    </message>
    <message>
        <source>wire-haired fox terrier</source>
        <translation>fox terrier de pelo duro</translation>
    </message>
    <message>
        <source>wok</source>
        <translation>wok</translation>
    </message>
    <message>
        <source>wolf spider, hunting spider</source>
        <translation>aranha-lobo</translation>
    </message>
    <message>
        <source>wombat</source>
        <translation>vombate</translation>
    </message>
    <message>
        <source>wood rabbit, cottontail, cottontail rabbit</source>
        <translation>coelho-do-mato</translation>
    </message>
    <message>
        <source>wooden spoon</source>
        <translation>colher de pau</translation>
    </message>
    <message>
        <source>wool, woolen, woollen</source>
        <translation>lã</translation>
    </message>
    <message>
        <source>worm fence, snake fence, snake-rail fence, Virginia fence</source>
        <translation>cerca em zigue-zague</translation>
    </message>
    <message>
        <source>wreck</source>
        <translation>naufrágio</translation>
    </message>
    <message>
        <source>yawl</source>
        <translation>iole</translation>
    </message>
    <message>
        <source>yellow lady&apos;s slipper, yellow lady-slipper, Cypripedium calceolus, Cypripedium parviflorum</source>
        <translation>orquídea-sapatinho amarela</translation>
    </message>
    <message>
        <source>yurt</source>
        <translation>iurta</translation>
    </message>
    <message>
        <source>zebra</source>
        <translation>zebra</translation>
    </message>
    <message>
        <source>zucchini, courgette</source>
        <translation>abobrinha</translation>
    </message>
</context>
<context>
    <name>units</name>
    <message>
        <source>columns</source>
        <translation>colunas</translation>
    </message>
    <message>
        <source>megabytes</source>
        <translation>megabytes</translation>
    </message>
    <message>
        <source>megapixels</source>
        <translation>megapixels</translation>
    </message>
    <message>
        <source>million characters</source>
        <translation>milhões de caracteres</translation>
    </message>
    <message>
        <source>pieces</source>
        <translation>pedaços</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>tokens</translation>
    </message>
</context>
</TS>
