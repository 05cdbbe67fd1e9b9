/**
 * Pretrained networks by name. The {@linkplain io.blemish.backbone.catalogue.Catalogue catalogue} lists the weights
 * that torchvision and Meta publish, with their addresses and licences; the {@linkplain
 * io.blemish.backbone.catalogue.BackboneCache cache} downloads or imports them, and keeps them as ONNX graphs; a
 * {@linkplain io.blemish.backbone.catalogue.Preset preset} is a published command of the PatchCore paper's authors.
 */
@NullMarked
package io.blemish.backbone.catalogue;

import org.jspecify.annotations.NullMarked;
