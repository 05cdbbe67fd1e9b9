package io.blemish.spring;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** The health of the models in Spring Boot 4, whose types of it have other names in {@linkplain Boot3HealthAutoConfiguration 3}. */
@AutoConfiguration(after = BlemishAutoConfiguration.class)
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
final class Boot4HealthAutoConfiguration {
    @Bean
    @ConditionalOnEnabledHealthIndicator("blemish")
    HealthIndicator blemishHealthIndicator(final BlemishModels models) {
        final ModelsHealth health = new ModelsHealth(models);
        return () -> {
            final ModelsHealth.Found found = health.find();
            return (found.up() ? Health.up() : Health.down())
                    .withDetails(found.details())
                    .build();
        };
    }
}
