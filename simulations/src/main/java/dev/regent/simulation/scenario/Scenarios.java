package dev.regent.simulation.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The scenario files that come with Regent, from {@code simulations/scenarios}. */
public final class Scenarios {
  private static final String HERE = "/scenarios";

  private Scenarios() {}

  /** Their texts by their ids, in order of the ids. */
  public static SortedMap<String, String> texts() {
    try {
      URI place =
          Objects.requireNonNull(Scenarios.class.getResource(HERE), "no scenarios in here").toURI();
      if (place.getScheme().equals("jar")) {
        try (FileSystem jar = FileSystems.newFileSystem(place, Map.of())) {
          return texts(jar.getPath(HERE));
        }
      }
      return texts(Path.of(place));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static SortedMap<String, String> texts(Path directory) throws IOException {
    SortedMap<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".conf")).toList()) {
        texts.put(
            file.getFileName().toString().replaceFirst("\\.conf$", ""), Files.readString(file));
      }
    }
    return texts;
  }

  /**
   * The scenario of that id, or in that file.
   *
   * @param directory relative names of files start here
   * @return empty when there is neither
   */
  public static Optional<Scenario> find(String word, Path directory)
      throws BadScenario, IOException {
    Optional<String> known = Optional.ofNullable(texts().get(word));
    if (known.isPresent()) {
      return Optional.of(ScenarioReader.read(word + ".conf", known.get()));
    }
    Path file = directory.resolve(word);
    return Files.isRegularFile(file)
        ? Optional.of(ScenarioReader.read(word, Files.readString(file)))
        : Optional.empty();
  }

  /** All of them, in order of their ids. */
  public static List<Scenario> all() throws BadScenario {
    List<Scenario> all = new ArrayList<>();
    for (Map.Entry<String, String> each : texts().entrySet()) {
      all.add(ScenarioReader.read(each.getKey() + ".conf", each.getValue()));
    }
    return all;
  }
}
