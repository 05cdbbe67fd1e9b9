package io.blemish.server.http;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ReadingPlacesTest {
    @Test
    void oneAddressGetsHalfOfThePlaces() {
        final ReadingPlaces places = new ReadingPlaces(4);
        final ReadingPlaces.Place first = places.take("a");
        places.take("a");
        assertThatThrownBy(() -> places.take("a")).isInstanceOf(ProblemException.class);
        places.take("b");
        places.take("b");
        assertThatThrownBy(() -> places.take("c")).isInstanceOf(ProblemException.class);

        first.close();
        first.close();
        assertThatCode(() -> places.take("c")).doesNotThrowAnyException();
        assertThatThrownBy(() -> places.take("a")).isInstanceOf(ProblemException.class);
    }
}
