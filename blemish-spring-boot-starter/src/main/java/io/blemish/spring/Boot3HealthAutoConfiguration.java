package io.blemish.spring;

import org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** The health of the models in Spring Boot 3, whose types of it have other names in {@linkplain Boot4HealthAutoConfiguration 4}. */
@AutoConfiguration(after = BlemishAutoConfiguration.class)
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
final class Boot3HealthAutoConfiguration {
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
