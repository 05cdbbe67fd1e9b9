package io.blemish.camel;

import io.blemish.PictureException;
import io.blemish.ResourceException;
import org.apache.camel.builder.RouteBuilder;

/** The route of docs/camel.md. */
final class FolderToBroker extends RouteBuilder {
    @Override
    public void configure() {
        onException(PictureException.class).handled(true).to("file:{{refused}}");
        onException(ResourceException.class).maximumRedeliveries(5).useExponentialBackOff();

        from("file:{{pictures}}?readLock=changed&readLockCheckInterval={{settled}}")
                .to("blemish:{{model}}?output=json")
                .to("paho-mqtt5:verdicts?brokerUrl={{broker}}&qos=1");
    }
}
