package io.blemish.spring;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.ResourceLoader;

/** The models of the properties, and what judges pictures by them. */
@AutoConfiguration
@EnableConfigurationProperties(BlemishProperties.class)
final class BlemishAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    BlemishModels blemishModels(
            final BlemishProperties properties,
            final ResourceLoader loader,
            final ObjectProvider<InspectionMetrics> metrics) {
        return new BlemishModels(properties, loader, metrics.getIfAvailable(() -> InspectionMetrics.NONE));
    }

    @Bean
    @ConditionalOnMissingBean
    InspectionTemplate inspectionTemplate(
            final BlemishModels models,
            final BlemishProperties properties,
            final ObjectProvider<InspectionMetrics> metrics) {
        return new InspectionTemplate(models, properties, metrics.getIfAvailable(() -> InspectionMetrics.NONE));
    }
}
