package dev.regent.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** reference.conf, the documentation and the examples, which are part of the interface. */
class ReferenceTest {
  @Test
  void referenceExplainsEveryKey() throws IOException {
    assertThat(words(Path.of("src/main/resources", Defaults.FILE))).containsAll(keys());
  }

  @Test
  void documentationNamesEveryKey() throws IOException {
    assertThat(words(Path.of("../docs/configuration.md"))).containsAll(keys());
  }

  @Test
  void referenceIsHoconOnItsOwn() {
    assertThat(ConfigFactory.parseResources(Defaults.FILE).resolve().hasPath("regent.profile"))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "b", "w"})
  void examplesLoad(String node) {
    assertThat(example(node).local().self().name()).isEqualTo(node);
  }

  @Test
  void nodesOfAnExampleBelongTogether() {
    assertThat(List.of("a", "b", "w"))
        .map(node -> example(node).settingsHash())
        .containsOnly(example("a").settingsHash());
  }

  private static LoadResult.Loaded example(String node) {
    return switch (ConfigLoader.load(Path.of("examples/three-nodes", node + ".conf"))) {
      case LoadResult.Loaded loaded -> loaded;
      case LoadResult.Invalid invalid -> throw new AssertionError(invalid.message());
    };
  }

  private static List<String> keys() {
    return Schema.ALL.stream().flatMap(schema -> schema.keys().stream()).distinct().toList();
  }

  private static List<String> words(Path file) throws IOException {
    return List.of(Files.readString(file).split("[^a-z0-9-]+"));
  }
}
