package io.blemish.backbone.weights;

import io.blemish.BackboneException;
import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the state dictionary in the object that {@code torch.save} wrote. */
final class TorchObject {
    /** The keys under which training scripts put the weights into a checkpoint that has other objects, too. */
    private static final List<String> CHECKPOINT_KEYS = List.of("state_dict", "model_state_dict", "model");

    private TorchObject() {}

    /**
     * The tensors by name: those of the dictionary itself, or of the one under a usual key in it.
     *
     * @param root the object that the file's pickle made
     * @param source of the pickle, for messages
     * @throws BlemishException if there are none
     */
    static Map<String, TensorReference> tensors(final Object root, final String source) {
        if (!(root instanceof Map<?, ?> map)) {
            throw none(source);
        }
        final Optional<Map<String, TensorReference>> inner = CHECKPOINT_KEYS.stream()
                .map(map::get)
                .filter(Map.class::isInstance)
                .map(value -> direct((Map<?, ?>) value))
                .filter(tensors -> !tensors.isEmpty())
                .findFirst();
        final Map<String, TensorReference> tensors = inner.orElseGet(() -> direct(map));
        if (tensors.isEmpty()) {
            throw none(source);
        }
        return tensors;
    }

    private static Map<String, TensorReference> direct(final Map<?, ?> map) {
        final Map<String, TensorReference> tensors = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            if (key instanceof String name && value instanceof TensorReference tensor) {
                tensors.put(name, tensor);
            }
        });
        return tensors;
    }

    private static BlemishException none(final String source) {
        return new BackboneException(
                ErrorCode.BACKBONE_UNREADABLE,
                source + " holds no named tensors; save a network's state_dict() with torch.save and import that.");
    }
}
