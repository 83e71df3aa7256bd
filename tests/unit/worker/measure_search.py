"""How near questions are to passages that answer them or do not: `python -m tests.unit.worker.measure_search`.

The documents are this project's own and its samples. Every question of `ANSWERED` is answered in one of them, those of
`NOT_THERE` in none; both are asked in the same words as people ask things. Printed are the nearest cosines of either,
how many questions of either get a passage to be answered from, and for limits between them how many answered questions
would find nothing and how many others would find something.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from desktop.state.index import Index
from desktop.state.models import ModelShelf
from desktop.state.paths import find_home, resources
from desktop.worker.client import EngineClient
from desktop.worker.indexing import brought_up_to_date
from desktop.worker.search import Search, Searcher

ROOT = resources().parent
DOCUMENTS = (
    *("README.md", "desktop/README.md", "desktop/tasks/README.md", "packaging/README.md", "tests/parity/README.md"),
    *("packaging/starter/README.md", "resources/samples/README.md", "resources/samples/letter.txt"),
    *("resources/samples/reviews.txt", "LICENSE", "resources/starter/all-minilm-l6-v2/README.md"),
)
ANSWERED = {
    "What is wrong with the fountain pen?": "letter.txt",
    "When did the atlas arrive?": "letter.txt",
    "Which order is the customer complaining about?": "letter.txt",
    "How tall is the chair?": "reviews.txt",
    "When does the train leave?": "reviews.txt",
    "What happened to the battery?": "reviews.txt",
    "Was the hotel room clean?": "reviews.txt",
    "Does the program send any telemetry?": "README.md",
    "How do I convert a model that has only safetensors?": "README.md",
    "Which exit status means that some inputs failed?": "README.md",
    "Where are my history and results kept?": "README.md",
    "Which version of Python is needed?": "README.md",
    "Is the engine able to open a network socket?": "README.md",
    "Why is JSON used on the pipe instead of pickle?": "README.md",
    "Which library reads sound files?": "README.md",
    "Why is PySide 6.12 not used?": "README.md",
    "What happens when a batch crashes the engine?": "README.md",
    "How are languages told apart?": "README.md",
    "How do I add a new task?": "README.md",
    "What does the rank of a task mean?": "README.md",
    "How is the converter's environment made?": "README.md",
    "What may I do with patents of the contributors?": "LICENSE",
    "Is there any warranty?": "LICENSE",
    "Must I keep the copyright notices when I redistribute the work?": "LICENSE",
}
NOT_THERE = (
    "How long do I have to boil an egg?",
    "Who won the football world cup?",
    "What is the capital of Mongolia?",
    "How do I change the oil of my car?",
    "Which vaccine does my dog need?",
    "What time is the dentist's appointment?",
    "How much rent do we pay for the flat?",
    "Who painted the ceiling of the chapel?",
    "What is the boiling point of mercury?",
    "When was the treaty signed by the king?",
    "How many calories does a banana have?",
    "What did the doctor say about my knee?",
    "Which stocks should I buy this year?",
    "How do I prune the apple tree in winter?",
    "What is the password of the router?",
    "Who is invited to the wedding?",
    "Where did we park the car at the airport?",
    "What is the name of the neighbour's cat?",
    "How do volcanoes erupt?",
    "What is the minimum wage in Brazil?",
    "When is the tax return due?",
    "How many players does a volleyball team have?",
    "Which bus goes to the museum?",
    "What is the plot of the novel about the whale?",
)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = find_home(folder).make()
        shelf, index, client = ModelShelf(home), Index(home.index), EngineClient(home.work)
        try:
            for _ in brought_up_to_date(index, shelf, home, client, [ROOT / path for path in DOCUMENTS]):
                pass
            searcher = Searcher(index, shelf, home, client)

            def nearest(question: str) -> tuple[float, str]:
                request = Search(index, shelf, home, question).request
                assert request is not None
                client.submit(request)
                ranking = searcher._ranking(request)
                assert ranking is not None
                place = index.at_rows(ranking.rows[:1])[ranking.rows[0]]
                return ranking.scores[0], f"{Path(place.path).name}: {' '.join(place.passage.text.split())[:90]}"

            print(f"{index.passages()} passages")
            scores: list[list[float]] = []
            for questions in (ANSWERED, NOT_THERE):
                answers = sorted((*nearest(question), question) for question in questions)
                scores.append([score for score, _, _ in answers])
                print("\n".join(f"{score:.3f}  {question}  →  {text}" for score, text, question in answers), "\n")
                given = sum(bool(searcher.passages(question)) for question in questions)
                print(f"{given} of {len(questions)} questions get a passage\n")
        finally:
            client.stop()
            index.close()
    answered, others = scores
    print("limit   answered but nothing found   not there but something found")
    for limit in (number / 100 for number in range(20, 56, 5)):
        missed, wrong = sum(one < limit for one in answered), sum(one >= limit for one in others)
        print(f"{limit:.2f} {missed:>16} of {len(answered)} {wrong:>24} of {len(others)}")


if __name__ == "__main__":
    main()
