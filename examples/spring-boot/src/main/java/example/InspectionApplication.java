package example;

import io.blemish.prediction.Prediction;
import io.blemish.spring.InspectionTemplate;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/**
 * Judges pictures that are sent as a form:
 *
 * <pre>
 * curl -F picture=@new.png localhost:8080/inspections/part                          # the verdict as JSON
 * curl -F picture=@new.png -H 'Accept: image/png' localhost:8080/inspections/part   # the heat map
 * curl localhost:8080/actuator/health                                               # whether the model can be trusted
 * </pre>
 */
@SpringBootApplication
@RestController
public class InspectionApplication {
    private final InspectionTemplate inspections;

    public InspectionApplication(final InspectionTemplate inspections) {
        this.inspections = inspections;
    }

    public static void main(final String[] arguments) {
        SpringApplication.run(InspectionApplication.class, arguments);
    }

    @PostMapping(path = "/inspections/{model}", produces = {MediaType.APPLICATION_JSON_VALUE, MediaType.IMAGE_PNG_VALUE})
    public Prediction inspect(@PathVariable("model") final String model, @RequestParam("picture") final MultipartFile picture) {
        return inspections.inspect(model, picture.getResource());
    }
}
