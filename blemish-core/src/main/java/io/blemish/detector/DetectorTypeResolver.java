package io.blemish.detector;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import tools.jackson.databind.DatabindContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.jsontype.impl.TypeIdResolverBase;

/** Finds the class of a {@link DetectorDescription} in the registry, so that no description lists the others. */
final class DetectorTypeResolver extends TypeIdResolverBase {
    @Override
    public String idFromValue(final DatabindContext context, final Object value) {
        return ((DetectorDescription) value).type();
    }

    @Override
    public String idFromValueAndType(final DatabindContext context, final Object value, final Class<?> suggested) {
        return idFromValue(context, value);
    }

    @Override
    public JavaType typeFromId(final DatabindContext context, final String id) {
        return context.constructType(Detectors.description(id));
    }

    @Override
    public JsonTypeInfo.Id getMechanism() {
        return JsonTypeInfo.Id.CUSTOM;
    }
}
