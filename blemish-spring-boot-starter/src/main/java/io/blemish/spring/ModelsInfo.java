package io.blemish.spring;

import io.blemish.model.Software;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;

/** Describes the models: version, method, training pictures and threshold of each. */
final class ModelsInfo implements InfoContributor {
    private final BlemishModels models;

    ModelsInfo(final BlemishModels models) {
        this.models = models;
    }

    @Override
    public void contribute(final Info.Builder builder) {
        final Map<String, Object> all = new TreeMap<>();
        for (final String name : models.names()) {
            try (BorrowedModel model = models.borrow(name)) {
                all.put(name, of(model));
            } catch (final InspectionRefusedException e) {
                all.put(name, Map.of("problem", String.valueOf(e.getMessage())));
            }
        }
        builder.withDetail("blemish", Map.of("software", Software.NAME_AND_VERSION, "models", all));
    }

    private static Map<String, Object> of(final BorrowedModel model) {
        final Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("version", model.version());
        facts.put("method", model.model().description().detector().type());
        facts.put(
                "training_pictures",
                model.model().description().training().pictures().size());
        facts.put("threshold", model.model().calibration().threshold());
        facts.put("expected_false_alarms", model.model().calibration().expectedFalseAlarms());
        return facts;
    }
}
