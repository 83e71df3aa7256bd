"""Models that look at pictures."""

from __future__ import annotations

from functools import partial

from tests.parity.case import Case, names

_ANIMALS = names("cat", "dog", "duck", "horse")
_TINY = {
    "hidden_size": 32,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "intermediate_size": 64,
}
_SQUARE = {"height": 32, "width": 32}
_RESNET = {
    "model_type": "resnet",
    "embedding_size": 8,
    "hidden_sizes": [8, 8, 16, 16],
    "depths": [1, 1, 1, 1],
    "layer_type": "basic",
}
_DETR = {
    "use_timm_backbone": False,
    "use_pretrained_backbone": False,
    "backbone": None,
    "backbone_config": {**_RESNET, "out_features": ["stage4"]},
    "d_model": 32,
    "num_queries": 12,
    "encoder_layers": 1,
    "decoder_layers": 2,
    "encoder_attention_heads": 4,
    "decoder_attention_heads": 4,
    "encoder_ffn_dim": 64,
    "decoder_ffn_dim": 64,
    **_ANIMALS,
}
_TOWER = {**_TINY, "projection_dim": 32, "max_position_embeddings": 64}
_TOWERS = {
    "text_config": _TOWER,
    "vision_config": {**_TINY, "projection_dim": 32, "image_size": 32, "patch_size": 8},
}
_OWN = {"labels": "cat, an old dog, Two-legged  ducks (wet!)"}

_classifier = partial(Case, task="image-classification", params={"top_k": 4})
_detector = partial(Case, task="object-detection", params={"threshold": 0.3})
_segmenter = partial(Case, task="image-segmentation")
_matcher = partial(Case, task="zero-shot-image-classification", params=_OWN)
_depth = partial(Case, task="depth-estimation")

CASES = (
    _classifier(
        architecture="ViT",
        model="ViTForImageClassification",
        config="ViTConfig",
        settings={**_TINY, "image_size": 32, "patch_size": 8, **_ANIMALS},
        reads="ViTImageProcessor",
        options={"size": _SQUARE},
    ),
    *(
        _classifier(
            architecture=f"DeiT{ending}",
            model=f"DeiTForImageClassification{ending.title().replace(' ', '')}",
            config="DeiTConfig",
            settings={**_TINY, "image_size": 32, "patch_size": 8, **_ANIMALS},
            reads="DeiTImageProcessor",
            options={"size": {"height": 37, "width": 37}, "crop_size": _SQUARE},
        )
        for ending in ("", " with teacher")
    ),
    _classifier(
        architecture="Swin",
        model="SwinForImageClassification",
        config="SwinConfig",
        settings={
            "image_size": 32,
            "patch_size": 2,
            "embed_dim": 16,
            "depths": [2, 2],
            "num_heads": [2, 4],
            "window_size": 4,
            **_ANIMALS,
        },
        reads="ViTImageProcessor",
        options={"size": _SQUARE, "resample": 3},
    ),
    _classifier(
        architecture="ConvNeXt",
        model="ConvNextForImageClassification",
        config="ConvNextConfig",
        settings={"hidden_sizes": [8, 16, 16, 32], "depths": [1, 1, 2, 1], **_ANIMALS},
        reads="ConvNextImageProcessor",
        options={"size": {"shortest_edge": 64}, "crop_pct": 0.875},
    ),
    _classifier(
        architecture="ResNet",
        model="ResNetForImageClassification",
        config="ResNetConfig",
        settings={**_RESNET, "layer_type": "bottleneck", **_ANIMALS},
        reads="ConvNextImageProcessor",
        options={"size": {"shortest_edge": 384}, "resample": 3},
    ),
    _classifier(
        architecture="MobileViT",
        model="MobileViTForImageClassification",
        config="MobileViTConfig",
        settings={
            "image_size": 64,
            "hidden_sizes": [16, 24, 32],
            "neck_hidden_sizes": [4, 8, 8, 12, 16, 20, 32],
            "num_attention_heads": 4,
            **_ANIMALS,
        },
        reads="MobileViTImageProcessor",
        options={"size": {"shortest_edge": 72}, "crop_size": {"height": 64, "width": 64}},
    ),
    _classifier(
        architecture="MobileNetV2",
        model="MobileNetV2ForImageClassification",
        config="MobileNetV2Config",
        settings={"image_size": 32, "depth_multiplier": 0.25, "min_depth": 4, **_ANIMALS},
        reads="MobileNetV2ImageProcessor",
        options={"size": {"shortest_edge": 36}, "crop_size": _SQUARE},
    ),
    _classifier(
        architecture="EfficientNet",
        model="EfficientNetForImageClassification",
        config="EfficientNetConfig",
        settings={
            "image_size": 32,
            "width_coefficient": 0.25,
            "depth_coefficient": 0.3,
            "hidden_dim": 320,
            **_ANIMALS,
        },
        reads="EfficientNetImageProcessor",
        options={"size": _SQUARE},
    ),
    _detector(
        architecture="DETR",
        model="DetrForObjectDetection",
        config="DetrConfig",
        settings=_DETR,
        reads="DetrImageProcessor",
        options={"size": {"shortest_edge": 48, "longest_edge": 480}},
    ),
    _detector(
        architecture="YOLOS",
        model="YolosForObjectDetection",
        config="YolosConfig",
        settings={
            **_TINY,
            "image_size": [48, 64],
            "patch_size": 8,
            "num_detection_tokens": 12,
            "use_mid_position_embeddings": True,
            **_ANIMALS,
        },
        reads="YolosImageProcessor",
        options={"size": {"shortest_edge": 48, "longest_edge": 480}},
    ),
    _detector(
        architecture="RT-DETR",
        model="RTDetrForObjectDetection",
        config="RTDetrConfig",
        settings={
            "backbone_config": {
                **_RESNET,
                "model_type": "rt_detr_resnet",
                "out_features": ["stage2", "stage3", "stage4"],
            },
            "encoder_hidden_dim": 32,
            "encoder_in_channels": [8, 16, 16],
            "encoder_ffn_dim": 64,
            "encoder_attention_heads": 4,
            "d_model": 32,
            "num_queries": 12,
            "decoder_in_channels": [32, 32, 32],
            "decoder_ffn_dim": 64,
            "decoder_layers": 2,
            "decoder_attention_heads": 4,
            "num_denoising": 0,
            **_ANIMALS,
        },
        reads="RTDetrImageProcessor",
        options={"size": {"height": 64, "width": 64}},
    ),
    _segmenter(
        architecture="SegFormer",
        model="SegformerForSemanticSegmentation",
        config="SegformerConfig",
        settings={
            "depths": [1, 1, 1, 1],
            "hidden_sizes": [8, 16, 16, 32],
            "num_attention_heads": [1, 2, 2, 4],
            "decoder_hidden_size": 32,
            **_ANIMALS,
        },
        reads="SegformerImageProcessor",
        options={"size": {"height": 64, "width": 64}},
    ),
    _segmenter(
        architecture="DETR panoptic",
        model="DetrForSegmentation",
        config="DetrConfig",
        settings={
            **_DETR,
            "backbone_config": {**_RESNET, "out_features": ["stage1", "stage2", "stage3", "stage4"]},
            "d_model": 64,
            "num_queries": 24,
            "encoder_attention_heads": 8,
            "decoder_attention_heads": 8,
        },
        reads="DetrImageProcessor",
        options={"format": "coco_panoptic", "size": {"shortest_edge": 48, "longest_edge": 480}},
        params={"threshold": 0.3},
    ),
    _matcher(
        architecture="CLIP",
        model="CLIPModel",
        config="CLIPConfig",
        settings={**_TOWERS, "projection_dim": 32},
        reads="CLIPImageProcessor",
        options={"size": {"shortest_edge": 32}, "crop_size": _SQUARE},
    ),
    _matcher(
        architecture="SigLIP",
        model="SiglipModel",
        config="SiglipConfig",
        settings=_TOWERS,
        reads="SiglipImageProcessor",
        options={"size": _SQUARE},
    ),
    _depth(
        architecture="DPT",
        model="DPTForDepthEstimation",
        config="DPTConfig",
        settings={
            **_TINY,
            "num_hidden_layers": 4,
            "image_size": 32,
            "patch_size": 8,
            "backbone_out_indices": [0, 1, 2, 3],
            "neck_hidden_sizes": [8, 8, 16, 16],
            "fusion_hidden_size": 16,
        },
        reads="DPTImageProcessor",
        options={"size": _SQUARE},
    ),
    _depth(
        architecture="Depth Anything",
        model="DepthAnythingForDepthEstimation",
        config="DepthAnythingConfig",
        settings={
            "backbone_config": {
                "model_type": "dinov2",
                "hidden_size": 32,
                "num_hidden_layers": 4,
                "num_attention_heads": 4,
                "mlp_ratio": 2,
                "image_size": 56,
                "patch_size": 14,
                "out_features": ["stage1", "stage2", "stage3", "stage4"],
                "reshape_hidden_states": False,
                "apply_layernorm": True,
            },
            "reassemble_hidden_size": 32,
            "patch_size": 14,
            "neck_hidden_sizes": [8, 8, 16, 16],
            "fusion_hidden_size": 16,
            "head_hidden_size": 8,
        },
        reads="DPTImageProcessor",
        options={
            "size": {"height": 168, "width": 168},
            "keep_aspect_ratio": True,
            "ensure_multiple_of": 14,
            "resample": 3,
            "image_mean": [0.485, 0.456, 0.406],
            "image_std": [0.229, 0.224, 0.225],
        },
    ),
)
