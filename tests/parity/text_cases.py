"""Models that read text."""

from __future__ import annotations

from typing import Any

from tests.parity.case import Case, names
from tests.parity.texts import LONG, ODD

_MOODS = names("negative", "neutral", "positive")
_ENTITIES = names("O", "B-PER", "I-PER", "B-LOC", "I-LOC")
_TINY = {"hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 4, "intermediate_size": 64}
_BERT = {**_TINY, "max_position_embeddings": 128}
_ROBERTA = {**_TINY, "max_position_embeddings": 130, "type_vocab_size": 1, "pad_token_id": 1}
_DISTILBERT = {"dim": 32, "hidden_dim": 64, "n_layers": 2, "n_heads": 4, "max_position_embeddings": 128}
_DEBERTA = {
    **_BERT,
    "relative_attention": True,
    "max_relative_positions": -1,
    "position_buckets": 16,
    "norm_rel_ebd": "layer_norm",
    "share_att_key": True,
    "pos_att_type": ["p2c", "c2p"],
    "position_biased_input": False,
    "type_vocab_size": 0,
}
_QUESTION = {"question": "Where did she work?", "top_k": 3}
_LABELS = {"labels": "travel, money, o tempo", "template": "This text is about {}."}
_AGGREGATIONS = tuple({"aggregation": name} for name in ("first", "max", "average"))


def _sentences(*, pooling: str) -> dict[str, Any]:
    return {
        "modules.json": [
            {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
            {"idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"},
        ],
        "sentence_bert_config.json": {"max_seq_length": 96, "do_lower_case": False},
        "1_Pooling/config.json": {
            "word_embedding_dimension": 32,
            "pooling_mode_mean_tokens": pooling == "mean",
            "pooling_mode_cls_token": pooling == "cls",
        },
    }


CASES = (
    Case(
        architecture="BERT",
        task="text-classification",
        model="BertForSequenceClassification",
        config="BertConfig",
        settings={**_BERT, **_MOODS},
        reads="wordpiece",
        texts=ODD,
    ),
    Case(
        architecture="RoBERTa",
        task="text-classification",
        model="RobertaForSequenceClassification",
        config="RobertaConfig",
        settings={**_ROBERTA, **_MOODS, "problem_type": "multi_label_classification"},
        reads="byte pairs",
        texts=ODD,
    ),
    Case(
        architecture="XLM-R",
        task="text-classification",
        model="XLMRobertaForSequenceClassification",
        config="XLMRobertaConfig",
        settings={**_ROBERTA, **_MOODS, "intermediate_size": 128},  # with 64 one text's logits lie too near to zero
        reads="pieces",
        texts=ODD,
    ),
    Case(
        architecture="DeBERTa-v2",
        task="text-classification",
        model="DebertaV2ForSequenceClassification",
        config="DebertaV2Config",
        settings={**_DEBERTA, **_MOODS},
        reads="pieces",
        options={"kind": "DebertaV2TokenizerFast"},
        texts=ODD,
    ),
    Case(
        architecture="RoBERTa",
        task="zero-shot-classification",
        model="RobertaForSequenceClassification",
        config="RobertaConfig",
        settings={**_ROBERTA, **names("CONTRADICTION", "NEUTRAL", "ENTAILMENT")},
        reads="byte pairs",
        params=_LABELS,
        also=({"multi_label": True},),
    ),
    Case(
        architecture="DeBERTa-v2",
        task="zero-shot-classification",
        model="DebertaV2ForSequenceClassification",
        config="DebertaV2Config",
        settings={**_DEBERTA, **names("entailment", "neutral", "contradiction")},
        reads="pieces",
        options={"kind": "DebertaV2TokenizerFast"},
        params=_LABELS,
        also=({"multi_label": True},),
    ),
    Case(
        architecture="BERT cased",
        task="token-classification",
        model="BertForTokenClassification",
        config="BertConfig",
        settings={**_BERT, **_ENTITIES},
        reads="wordpiece",
        options={"do_lower_case": False},
        params={"aggregation": "simple"},
        also=_AGGREGATIONS,
        texts=(LONG,),
    ),
    Case(
        architecture="RoBERTa",
        task="token-classification",
        model="RobertaForTokenClassification",
        config="RobertaConfig",
        settings={**_ROBERTA, **_ENTITIES},
        reads="byte pairs",
        params={"aggregation": "simple"},
        also=_AGGREGATIONS,
        texts=(LONG,),
    ),
    Case(
        architecture="XLM-R",
        task="token-classification",
        model="XLMRobertaForTokenClassification",
        config="XLMRobertaConfig",
        settings={**_ROBERTA, **_ENTITIES},
        reads="pieces",
        params={"aggregation": "simple"},
        also=_AGGREGATIONS,
        texts=(LONG,),
    ),
    Case(
        architecture="DistilBERT",
        task="question-answering",
        model="DistilBertForQuestionAnswering",
        config="DistilBertConfig",
        settings=_DISTILBERT,
        reads="wordpiece",
        options={"kind": "DistilBertTokenizerFast"},
        params=_QUESTION,
        texts=(LONG,),
    ),
    Case(
        architecture="XLM-R",
        task="question-answering",
        model="XLMRobertaForQuestionAnswering",
        config="XLMRobertaConfig",
        settings=_ROBERTA,
        reads="pieces",
        params=_QUESTION,
        texts=(LONG,),
    ),
    Case(
        architecture="MiniLM",
        task="feature-extraction",
        model="BertModel",
        config="BertConfig",
        settings=_BERT,
        reads="wordpiece",
        files=_sentences(pooling="mean"),
    ),
    Case(
        architecture="MPNet",
        task="feature-extraction",
        model="MPNetModel",
        config="MPNetConfig",
        settings={**_TINY, "max_position_embeddings": 130, "relative_attention_num_buckets": 32},
        reads="wordpiece",
        options={"kind": "MPNetTokenizerFast"},
        files=_sentences(pooling="cls"),
        texts=ODD,
    ),
)
