package io.blemish.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import io.blemish.opcua.VisionStructureType.Member;
import io.blemish.server.history.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UShort;
import org.eclipse.milo.opcua.stack.core.types.structured.Argument;

/** The methods by which a client reads results that it missed, and acknowledges those that it has. */
final class ResultMethods {
    /** There is no such result. Numbers below 0 are an application's own. */
    static final int UNKNOWN = -1;

    /** So many of the newest results of a model can be listed; each older one can be read by its identifier. */
    static final int LISTED = 1_000;

    /** So many results go into one answer, of which the largest has then less than the usual 2 MB. */
    static final int PAGE = 50;

    /** So many results can be acknowledged by one call: each is looked up in the history. */
    static final int ACKNOWLEDGED = 1_000;

    private static final int MOST_CHARACTERS = 800_000;
    private static final AtomicInteger HANDLES = new AtomicInteger();

    private final VerdictNamespace namespace;
    private final VisionSystem system;
    private final Results results;
    private final Acknowledgements acknowledgements;
    private final UShort vision;

    /** The methods of a vision system. */
    ResultMethods(
            final VerdictNamespace namespace,
            final VisionSystem system,
            final Results results,
            final Acknowledgements acknowledgements) {
        this.namespace = namespace;
        this.system = system;
        this.results = results;
        this.acknowledgements = acknowledgements;
        this.vision = namespace.vision().getNamespaceIndex();
    }

    /** Adds the methods. */
    void add(final boolean acknowledged) {
        final Argument id = argument("ResultId", VisionStructureType.RESULT_ID);
        final Argument timeout = argument("Timeout", SimpleType.INT32);
        final Argument error = argument("Error", SimpleType.INT32);
        final Argument handle =
                Method.argument("ResultHandle", namespace.vision().handle(), -1);
        add(
                "GetResultById",
                List.of(id, timeout),
                List.of(handle, argument("Result", VisionStructureType.RESULT), error),
                this::resultById);
        add(
                "GetResultComponentsById",
                List.of(id, timeout),
                Stream.of(components().limit(1), Stream.of(handle), components().skip(1), Stream.of(error))
                        .flatMap(part -> part)
                        .toList(),
                this::componentsById);
        add(
                "GetResultListFiltered",
                List.of(
                        argument("ResultState", SimpleType.INT32),
                        argument("MeasId", VisionStructureType.MEAS_ID),
                        argument("PartId", VisionStructureType.PART_ID),
                        argument("ExternalRecipeId", VisionStructureType.EXTERNAL_RECIPE_ID),
                        argument("InternalRecipeId", VisionStructureType.INTERNAL_RECIPE_ID),
                        argument("ExternalConfigurationId", VisionStructureType.CONFIGURATION_ID),
                        argument("InternalConfigurationId", VisionStructureType.CONFIGURATION_ID),
                        argument("ProductId", VisionStructureType.PRODUCT_ID),
                        argument("JobId", VisionStructureType.JOB_ID),
                        Method.argument("MaxResults", NodeIds.UInt32, -1),
                        Method.argument("StartIndex", NodeIds.UInt32, -1),
                        timeout),
                List.of(
                        argument("IsComplete", SimpleType.BOOLEAN),
                        Method.argument("ResultCount", NodeIds.UInt32, -1),
                        handle,
                        Method.argument("ResultList", VisionStructureType.RESULT.dataType(vision), 1),
                        error),
                this::list);
        if (acknowledged) {
            Method.add(
                    namespace.nodes().method(system.management(), namespace.name("AcknowledgeResults")),
                    namespace.nodes(),
                    List.of(Method.argument("ResultIds", NodeIds.String, 1)),
                    List.of(Method.argument("ErrorPerResultId", NodeIds.Int32, 1), error),
                    this::acknowledge);
        }
    }

    private void add(final String name, final List<Argument> in, final List<Argument> out, final Method.Body body) {
        final QualifiedName browseName = namespace.vision().name(name);
        Method.add(namespace.nodes().method(system.management(), browseName), namespace.nodes(), in, out, body);
    }

    /** What a result has beside its identifier. */
    private Stream<Argument> components() {
        return VisionStructureType.RESULT.members().stream()
                .skip(1)
                .map(member -> argument(member.name(), member.type()));
    }

    private Argument argument(final String name, final MemberType type) {
        return Method.argument(name, type.dataType(vision), type.valueRank());
    }

    private Optional<VisionStructure> find(final Variant id) {
        return text(id).flatMap(text -> results.find(system.model(), text));
    }

    /** The member {@code Id} of a structure; nothing if there is none, or it is empty. */
    private Optional<String> text(final Variant structure) {
        return Method.structure(structure, namespace)
                .flatMap(value -> value.member("Id"))
                .map(String::valueOf)
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    private List<Variant> resultById(final List<Variant> in) {
        return find(in.get(0))
                .map(result -> List.of(handle(), new Variant(namespace.wire(result)), new Variant(0)))
                .orElseGet(() -> List.of(new Variant(uint(0)), Variant.NULL_VALUE, new Variant(UNKNOWN)));
    }

    private List<Variant> componentsById(final List<Variant> in) {
        final Optional<VisionStructure> result = find(in.get(0));
        final List<Variant> out = new ArrayList<>();
        VisionStructureType.RESULT.members().stream()
                .skip(1)
                .map(Member::name)
                .forEach(name -> out.add(result.flatMap(found -> found.member(name))
                        .map(value -> new Variant(namespace.wire(value)))
                        .orElse(Variant.NULL_VALUE)));
        out.add(1, result.isPresent() ? handle() : new Variant(uint(0)));
        out.add(new Variant(result.isPresent() ? 0 : UNKNOWN));
        return out;
    }

    private static Variant handle() {
        return new Variant(UInteger.valueOf(HANDLES.incrementAndGet() & Integer.MAX_VALUE));
    }

    private List<Variant> list(final List<Variant> in) {
        final long wished = number(in.get(9));
        final long most = wished == 0 ? PAGE : Math.min(PAGE, wished);
        final long start = number(in.get(10));
        // The one after the page tells whether there are more.
        final List<Verdict> all = matching(in, Math.min(LISTED, start + most + 1));
        final long from = Math.min(all.size(), start);
        final List<ExtensionObject> page = new ArrayList<>();
        long characters = 0;
        for (int i = (int) from; i < all.size() && page.size() < most && characters < MOST_CHARACTERS; i++) {
            final VisionStructure result = results.of(all.get(i));
            final ExtensionObject wire = (ExtensionObject) namespace.wire(result);
            characters += Results.contentLength(result);
            page.add(wire);
        }
        return List.of(
                new Variant(from + page.size() == all.size()),
                new Variant(uint(page.size())),
                handle(),
                new Variant(page.toArray(ExtensionObject[]::new)),
                new Variant(0));
    }

    private static long number(final Variant value) {
        return value.value() instanceof UInteger number ? number.longValue() : 0;
    }

    /** The newest verdicts that all filters let pass, the last one first; without a filter, so many as are needed. */
    private List<Verdict> matching(final List<Variant> in, final long needed) {
        final Optional<String> state = Optional.ofNullable(in.get(0).value())
                .map(String::valueOf)
                .filter(text -> !text.equals("0") && !text.equals(String.valueOf(Results.COMPLETED)));
        // What no result has, no result can match.
        final boolean none =
                Stream.of(1, 3, 5, 7).anyMatch(index -> text(in.get(index)).isPresent());
        if (none || state.isPresent()) {
            return List.of();
        }
        final Optional<String> part = text(in.get(2));
        final Optional<String> job = text(in.get(8));
        final boolean filtered = part.isPresent() || job.isPresent() || named(in.get(4)) || named(in.get(6));
        return results.newest(system.model(), filtered ? LISTED : (int) needed).stream()
                .filter(verdict -> part.isEmpty() || part.equals(verdict.name()))
                .filter(verdict -> job.isEmpty() || job.get().equals(verdict.id()))
                .filter(verdict -> isOf(in.get(4), verdict) && isOf(in.get(6), verdict))
                .toList();
    }

    /** Whether a verdict is of a recipe or a configuration, which are a model and perhaps its version. */
    private boolean isOf(final Variant recipe, final Verdict verdict) {
        return text(recipe).map(verdict.model()::equals).orElse(true)
                && version(recipe).map(verdict.version()::equals).orElse(true);
    }

    private boolean named(final Variant recipe) {
        return text(recipe).isPresent() || version(recipe).isPresent();
    }

    private Optional<String> version(final Variant recipe) {
        return Method.structure(recipe, namespace)
                .flatMap(value -> value.member("Version"))
                .map(String::valueOf)
                .filter(text -> !text.isBlank());
    }

    private List<Variant> acknowledge(final List<Variant> in) throws UaException {
        final String[] ids = in.get(0).value() instanceof String[] some ? some : new String[0];
        if (ids.length > ACKNOWLEDGED) {
            throw new UaException(StatusCodes.Bad_TooManyOperations);
        }
        final Integer[] errors = new Integer[ids.length];
        boolean all = true;
        for (int i = 0; i < ids.length; i++) {
            final String id = String.valueOf(ids[i]).strip();
            final boolean known = results.has(system.model(), id);
            if (known) {
                acknowledgements.add(id);
            }
            errors[i] = known ? 0 : UNKNOWN;
            all &= known;
        }
        return List.of(new Variant(all ? new Integer[0] : errors), new Variant(all ? 0 : UNKNOWN));
    }
}
