package dev.regent.controller.serialization;

import dev.regent.protocol.DatabaseName;
import dev.regent.protocol.Endpoint;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.SyncSet;
import dev.regent.protocol.SystemId;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes a specimen of any record of the protocol, every component filled, and one for each case of
 * every sealed family met on the way; so a new shape has its specimen before anybody thinks of it.
 */
public final class Specimens {
  private long counter;

  private Specimens() {}

  /** One specimen of a record, the first of its cases everywhere. */
  public static <T extends Record> T one(Class<T> type) {
    return type.cast(new Specimens().oneRecord(type));
  }

  /** All specimens of {@code type}: a sealed family's cases, and within each its components'. */
  static List<Object> of(Class<?> type) {
    return new Specimens().all(type);
  }

  private List<Object> all(Class<?> type) {
    if (type.isSealed()) {
      return Arrays.stream(type.getPermittedSubclasses())
          .flatMap(one -> all(one).stream())
          .toList();
    }
    return type.isRecord() ? records(type) : List.of(one(type));
  }

  /** Varies one component at a time: as many specimens as the richest component has cases. */
  private List<Object> records(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    List<Object> first = new ArrayList<>();
    for (RecordComponent component : components) {
      first.add(one(component.getGenericType()));
    }
    List<Object> made = new ArrayList<>(List.of(make(type, first)));
    for (int i = 0; i < components.length; i++) {
      for (Object other : others(components[i].getGenericType())) {
        List<Object> varied = new ArrayList<>(first);
        varied.set(i, other);
        made.add(make(type, varied));
      }
    }
    return made;
  }

  /** Beyond the first: only where a component leads to a sealed family. */
  private List<Object> others(Type type) {
    if (type instanceof ParameterizedType generic && raw(generic) == Optional.class) {
      Stream<Object> present =
          others(generic.getActualTypeArguments()[0]).stream().map(Optional::of);
      return Stream.concat(Stream.of(Optional.empty()), present).toList();
    }
    if (type instanceof ParameterizedType generic && raw(generic) == List.class) {
      return List.of(List.of());
    }
    List<Object> all = isFamily(raw(type)) ? all(raw(type)) : List.of();
    return all.size() <= 1 ? List.of() : all.subList(1, all.size());
  }

  /** A family, or a record of the protocol's own that may hold one. */
  private static boolean isFamily(Class<?> type) {
    return type.isSealed() || (type.isRecord() && special(type).isEmpty());
  }

  private Object one(Type type) {
    Class<?> raw = raw(type);
    Optional<Object> special = special(raw);
    if (special.isPresent()) {
      return special.get();
    }
    if (type instanceof ParameterizedType generic) {
      Object inner = one(generic.getActualTypeArguments()[0]);
      return raw == Optional.class ? Optional.of(inner) : List.of(inner);
    }
    if (raw.isSealed()) {
      return one(raw.getPermittedSubclasses()[0]);
    }
    return raw.isRecord() ? oneRecord(raw) : plain(raw);
  }

  private Object oneRecord(Class<?> type) {
    return make(
        type,
        Arrays.stream(type.getRecordComponents())
            .map(component -> one(component.getGenericType()))
            .toList());
  }

  private Object plain(Class<?> type) {
    counter++;
    if (type.isEnum()) {
      Object[] constants = type.getEnumConstants();
      return constants[(int) (counter % constants.length)];
    }
    return switch (type.getSimpleName()) {
      case "long", "Long" -> 4_000_000_000L + counter;
      case "int" -> (int) (40 + counter);
      case "boolean" -> counter % 2 == 0;
      case "String" -> "text-" + counter;
      case "Duration" -> Duration.ofMillis(4_000 + counter);
      case "Instant" -> Instant.parse("2026-11-21T02:19:28.123456789Z").plusNanos(counter);
      default -> throw new IllegalStateException("no specimen of " + type);
    };
  }

  /** Those whose constructors check more than any value would meet. */
  private static Optional<Object> special(Class<?> type) {
    if (type == NodeId.class) {
      return Optional.of(new NodeId("node_1"));
    }
    if (type == DatabaseName.class) {
      return Optional.of(new DatabaseName("orders"));
    }
    if (type == SystemId.class) {
      return Optional.of(new SystemId("7123456789012345678"));
    }
    if (type == Endpoint.class) {
      return Optional.of(new Endpoint("db1.example.org", 5432));
    }
    if (type == SyncSet.class) {
      return Optional.of(new SyncSet(List.of(new NodeId("node_1"), new NodeId("node_2")), 1));
    }
    return Optional.empty();
  }

  private static Class<?> raw(Type type) {
    return (Class<?>) (type instanceof ParameterizedType generic ? generic.getRawType() : type);
  }

  private static Object make(Class<?> type, List<Object> values) {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values.toArray());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("no specimen of " + type + " from " + values, e);
    }
  }
}
