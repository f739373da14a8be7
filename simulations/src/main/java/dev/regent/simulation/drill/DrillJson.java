package dev.regent.simulation.drill;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Results as a JSON array; the fields are the components of {@link DrillResult}. */
public final class DrillJson {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private DrillJson() {}

  /** Replaces the file. */
  public static void write(Path file, List<DrillResult> results) throws IOException {
    Files.write(file, MAPPER.writeValueAsBytes(results));
  }
}
