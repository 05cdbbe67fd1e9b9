package boot;

import inspection.Inspection;
import java.nio.file.Path;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** The same calls from a Spring Boot program, whose libraries lie as jars within one jar. */
@SpringBootApplication
public class Application {
    public static void main(final String[] arguments) {
        SpringApplication.run(Application.class, arguments);
    }

    @Bean
    CommandLineRunner inspection() {
        return arguments -> new Inspection(Path.of(arguments[0])).run();
    }
}
