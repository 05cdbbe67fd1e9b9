package io.blemish.search;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DatabindContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.jsontype.impl.TypeIdResolverBase;

/** Translates between the {@code type} in JSON and the class of a description, by the list of methods. */
final class SearchDescriptionTypes extends TypeIdResolverBase {
    private static final long serialVersionUID = 1;

    @Override
    public String idFromValue(final DatabindContext context, final Object value) {
        return ((SearchDescription) value).method().name();
    }

    @Override
    public String idFromValueAndType(final DatabindContext context, final Object value, final Class<?> suggested) {
        return idFromValue(context, value);
    }

    @Override
    public @Nullable JavaType typeFromId(final DatabindContext context, final String id) {
        return SearchMethods.named(id)
                .map(method -> context.constructType(method.descriptionType()))
                .orElse(null);
    }

    @Override
    public String getDescForKnownTypeIds() {
        return String.join(", ", SearchMethods.names());
    }

    @Override
    public JsonTypeInfo.Id getMechanism() {
        return JsonTypeInfo.Id.CUSTOM;
    }
}
