package io.blemish.spark;

import java.lang.reflect.Constructor;
import java.util.Arrays;
import org.apache.spark.ml.param.Param;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** Makes parameters of text. Spark 4.0 and 4.2 have different constructors of them, so they are looked up. */
final class TextParam {
    private TextParam() {}

    /**
     * Makes a parameter.
     *
     * @param parent the identity of what has the parameter
     * @param name of the parameter
     * @param explanation of it
     */
    static Param<String> of(final String parent, final String name, final String explanation) {
        try {
            for (final Constructor<?> constructor : Param.class.getConstructors()) {
                final Class<?>[] types = constructor.getParameterTypes();
                if (Arrays.equals(types, new Class<?>[] {String.class, String.class, String.class})) {
                    return made(constructor.newInstance(parent, name, explanation));
                }
                if (Arrays.equals(types, new Class<?>[] {String.class, String.class, String.class, ClassTag.class})) {
                    return made(constructor.newInstance(
                            parent, name, explanation, ClassTag$.MODULE$.<String>apply(String.class)));
                }
            }
        } catch (final ReflectiveOperationException e) {
            throw new LinkageError("this Spark makes no parameters of text", e);
        }
        throw new LinkageError("this Spark has parameters of a kind that Blemish does not know");
    }

    @SuppressWarnings("unchecked") // a constructor's class is not its type argument
    private static Param<String> made(final Object parameter) {
        return (Param<String>) parameter;
    }
}
