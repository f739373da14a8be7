package dev.regent.controller.serialization;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/**
 * The one way in which Regent's records become CBOR.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>A record's components are written and nothing else: helpers such as {@code isFree()} or
 *       {@code getX()} never are.
 *   <li>Sealed families are written with the names of their {@code @JsonSubTypes}, never with class
 *       names, so that a class may be renamed.
 *   <li>A component that is missing or null is refused on reading, unless it is an {@code
 *       Optional}: it may be added later and is then empty in what was stored before.
 *   <li>A component that is unknown is ignored: an older node reads what a newer one sends.
 * </ol>
 */
public final class CborMapper {
  private CborMapper() {}

  /** A mapper; thread-safe, and dear enough to be made once. */
  public static ObjectMapper create() {
    return CBORMapper.builder()
        .addModule(new Jdk8Module())
        .addModule(new JavaTimeModule())
        .visibility(PropertyAccessor.ALL, Visibility.NONE)
        .visibility(PropertyAccessor.FIELD, Visibility.ANY)
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
        .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
        .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
        .build();
  }
}
