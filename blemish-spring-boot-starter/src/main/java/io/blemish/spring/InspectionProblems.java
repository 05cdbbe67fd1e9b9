package io.blemish.spring;

import io.blemish.BlemishException;
import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Answers requests that are refused with a problem (RFC 9457), as Blemish's own server does: its type is {@code urn:blemish:problem:} and
 * the kind, and its detail one sentence for a person.
 */
@RestControllerAdvice
final class InspectionProblems {
    private static final Logger LOG = LoggerFactory.getLogger(InspectionProblems.class);
    private static final String RETRY_SECONDS = "1";

    @ExceptionHandler({BlemishException.class, InspectionRefusedException.class})
    ResponseEntity<ProblemDetail> refused(final RuntimeException refusal) {
        final Problem problem = Problem.of(refusal);
        final ProblemDetail detail = ProblemDetail.forStatusAndDetail(
                HttpStatusCode.valueOf(problem.status()),
                problem.told() ? String.valueOf(refusal.getMessage()) : logged(refusal));
        detail.setType(URI.create("urn:blemish:problem:" + problem.kind()));
        detail.setTitle(problem.title());
        final ResponseEntity.BodyBuilder response = ResponseEntity.status(problem.status());
        if (problem.retryable()) {
            response.header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
        }
        return response.body(detail);
    }

    private static String logged(final RuntimeException refusal) {
        LOG.error("A picture could not be judged.", refusal);
        return "The application failed at this request; the reason is in its log.";
    }
}
