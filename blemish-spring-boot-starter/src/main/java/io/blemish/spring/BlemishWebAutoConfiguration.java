package io.blemish.spring;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.http.converter.HttpMessageConverter;

/** Verdicts and refusals as responses of a servlet web application. */
@AutoConfiguration(after = BlemishAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(HttpMessageConverter.class)
final class BlemishWebAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    PredictionMessageConverter predictionMessageConverter() {
        return new PredictionMessageConverter();
    }

    @Bean
    @ConditionalOnMissingBean
    InspectionProblems inspectionProblems() {
        return new InspectionProblems();
    }
}
