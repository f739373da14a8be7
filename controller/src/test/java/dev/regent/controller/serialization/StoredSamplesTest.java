package dev.regent.controller.serialization;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What was ever written must be read for ever: a sample of every shape is stored as a file.
 *
 * <p>A shape without a sample fails here. {@code -Dregent.samples.write=true} writes the missing
 * ones; an existing one is never rewritten, and is deleted only while no release wrote it.
 */
class StoredSamplesTest {
  private static final Path SAMPLES = Path.of("src/test/resources/samples");
  private static final List<String> FAMILIES =
      List.of("message", "journal", "event", "phase", "desired", "command", "result", "self");
  private static final ObjectMapper MAPPER = CborMapper.create();

  @Test
  void everyShapeHasAStoredSample() throws IOException {
    Map<String, byte[]> wanted = wanted();
    if (Boolean.getBoolean("regent.samples.write")) {
      writeMissing(wanted);
    }
    assertThat(wanted.keySet()).isNotEmpty().allSatisfy(name -> assertThat(file(name)).exists());
  }

  @Test
  void everyStoredSampleReadsBackAndLosesNothing() throws IOException {
    for (Path sample : stored()) {
      byte[] bytes = Files.readAllBytes(sample);
      Object value = WireFormat.decode(bytes, manifest(sample));
      assertContains(
          sample.toString(), MAPPER.readTree(WireFormat.encode(value)), MAPPER.readTree(bytes));
    }
  }

  /** New components may have come; none that was stored may have gone or changed. */
  private static void assertContains(String where, JsonNode now, JsonNode then) {
    if (then.isArray() && now.size() == then.size()) {
      for (int i = 0; i < then.size(); i++) {
        assertContains(where + "[" + i + "]", now.get(i), then.get(i));
      }
      return;
    }
    if (!then.isObject()) {
      assertThat(now).as(where).isEqualTo(then);
      return;
    }
    then.fields()
        .forEachRemaining(field -> {
          String at = where + "." + field.getKey();
          assertThat(now.has(field.getKey())).as(at).isTrue();
          assertContains(at, now.get(field.getKey()), field.getValue());
        });
  }

  /** Of each shape, one sample for each case of a family that no sample before it shows. */
  private static Map<String, byte[]> wanted() throws IOException {
    Map<String, byte[]> wanted = new TreeMap<>();
    for (Shape shape : Shape.values()) {
      String prefix = shape.manifest().replace('/', '-') + "-";
      Set<String> shown = new HashSet<>();
      for (Object value : Specimens.of(shape.type())) {
        byte[] bytes = WireFormat.encode(value);
        List<String> cases = cases(MAPPER.readTree(bytes)).stream().filter(shown::add).toList();
        if (!cases.isEmpty()) {
          wanted.put(prefix + cases.getFirst(), bytes);
        }
      }
    }
    return wanted;
  }

  /** The cases that a value is made of, such as {@code message-hello}. */
  private static List<String> cases(JsonNode node) {
    List<String> found = new ArrayList<>();
    for (String family : FAMILIES) {
      String name = node.path(family).asText();
      if (!name.isEmpty() && !name.startsWith("text-")) {
        found.add(family + "-" + name);
      }
    }
    node.forEach(child -> found.addAll(cases(child)));
    return found;
  }

  private static void writeMissing(Map<String, byte[]> wanted) throws IOException {
    Files.createDirectories(SAMPLES);
    for (var sample : wanted.entrySet()) {
      if (!Files.exists(file(sample.getKey()))) {
        Files.write(file(sample.getKey()), sample.getValue());
      }
    }
  }

  private static List<Path> stored() throws IOException {
    try (Stream<Path> files = Files.list(SAMPLES)) {
      return files.filter(file -> file.toString().endsWith(".cbor")).sorted().toList();
    }
  }

  private static Path file(String name) {
    return SAMPLES.resolve(name + ".cbor");
  }

  private static String manifest(Path sample) {
    String name = sample.getFileName().toString();
    for (Shape shape : Shape.values()) {
      if (name.startsWith(shape.shapeName() + "-")) {
        String rest = name.substring(shape.shapeName().length() + 1);
        return shape.shapeName() + "/" + rest.substring(0, rest.indexOf('-'));
      }
    }
    throw new IllegalStateException("no shape of " + name);
  }
}
