package dev.regent.simulation.bench.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.nio.file.Path;

/** Results as files have them. */
public final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private Json() {}

  /** Records of numbers, texts and more of them. */
  public static String of(Record results) {
    try {
      return MAPPER.writeValueAsString(results) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("records of numbers and texts", impossible);
    }
  }

  /**
   * Results of an earlier run.
   *
   * @throws IOException when they cannot be read, or are none of this kind
   */
  static <T extends Record> T read(Path file, Class<T> kind) throws IOException {
    return MAPPER.readValue(file.toFile(), kind);
  }
}
