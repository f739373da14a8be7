package dev.regent.controller.serialization;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/**
 * Turns the shapes into bytes and back.
 *
 * <p><b>Failure modes.</b> {@link Unreadable} says what was met and what is understood; a newer
 * version is told apart from damaged bytes.
 */
public final class WireFormat {
  private static final ObjectMapper MAPPER = CborMapper.create();

  private WireFormat() {}

  /** The manifest to keep beside the bytes of {@code value}. */
  public static String manifest(Object value) {
    return shape(value).manifest();
  }

  /** The bytes of {@code value}. */
  public static byte[] encode(Object value) {
    try {
      return MAPPER.writerFor(shape(value).type()).writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("cannot be written: " + value.getClass().getName(), e);
    }
  }

  /**
   * The value of {@code bytes}.
   *
   * @throws Unreadable when the manifest is unknown or newer, or the bytes are damaged
   */
  public static Object decode(byte[] bytes, String manifest) {
    Shape shape = shapeOf(manifest);
    try {
      return MAPPER.readValue(bytes, shape.type());
    } catch (IOException | IllegalStateException e) {
      throw new Unreadable(
          "%s of %d bytes is damaged: %s".formatted(manifest, bytes.length, e.getMessage()), e);
    }
  }

  private static Shape shape(Object value) {
    return Shape.of(value)
        .orElseThrow(
            () -> new IllegalArgumentException("no wire shape: " + value.getClass().getName()));
  }

  private static Shape shapeOf(String manifest) {
    int slash = manifest.indexOf('/');
    String name = slash < 0 ? manifest : manifest.substring(0, slash);
    Shape shape = Shape.named(name).orElseThrow(() -> new Unreadable("unknown shape " + manifest));
    int version = version(manifest, slash);
    if (version > shape.version()) {
      throw new Unreadable(
          "%s was written by a newer Regent; this one reads up to version %d"
              .formatted(manifest, shape.version()));
    }
    return shape;
  }

  private static int version(String manifest, int slash) {
    try {
      return Integer.parseInt(manifest.substring(slash + 1));
    } catch (NumberFormatException e) {
      throw new Unreadable("a manifest looks like envelope/1, got: " + manifest, e);
    }
  }

  /** Bytes that this release does not understand. */
  public static final class Unreadable extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    Unreadable(String message) {
      super(message);
    }

    Unreadable(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
