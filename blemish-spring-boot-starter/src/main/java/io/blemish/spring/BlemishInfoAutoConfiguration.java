package io.blemish.spring;

import org.springframework.boot.actuate.autoconfigure.info.ConditionalOnEnabledInfoContributor;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** Describes the models at the endpoint {@code info}. */
@AutoConfiguration(after = BlemishAutoConfiguration.class)
@ConditionalOnClass({InfoContributor.class, ConditionalOnEnabledInfoContributor.class})
final class BlemishInfoAutoConfiguration {
    @Bean
    @ConditionalOnEnabledInfoContributor("blemish")
    ModelsInfo blemishInfoContributor(final BlemishModels models) {
        return new ModelsInfo(models);
    }
}
