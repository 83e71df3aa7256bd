"""Models that listen."""

from __future__ import annotations

from tests.parity.case import Case, names

_SOUNDS = names("rain", "bell", "speech")
_TINY = {"hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 4, "intermediate_size": 64}

CASES = (
    Case(
        architecture="Wav2Vec2",
        task="audio-classification",
        model="Wav2Vec2ForSequenceClassification",
        config="Wav2Vec2Config",
        settings={
            **_TINY,
            "conv_dim": [16, 16, 16],
            "conv_kernel": [10, 8, 4],
            "conv_stride": [5, 4, 4],
            "num_conv_pos_embeddings": 16,
            "num_conv_pos_embedding_groups": 4,
            "classifier_proj_size": 16,
            **_SOUNDS,
        },
        reads="Wav2Vec2FeatureExtractor",
        options={"do_normalize": True},
    ),
    Case(
        architecture="AST",
        task="audio-classification",
        model="ASTForAudioClassification",
        config="ASTConfig",
        settings={**_TINY, "max_length": 104, "num_mel_bins": 128, **_SOUNDS},
        reads="ASTFeatureExtractor",
        options={"max_length": 104},
    ),
)
