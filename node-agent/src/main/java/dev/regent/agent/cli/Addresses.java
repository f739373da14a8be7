package dev.regent.agent.cli;

import dev.regent.config.load.ConfigLoader;
import dev.regent.config.load.LoadResult;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which nodes a command asks. */
final class Addresses {
  /** Where a running demo writes the addresses of its nodes, one a line. */
  static final Path DEMO = Path.of(".regent", "demo", "urls");

  static final String ENVIRONMENT = "REGENT_URL";
  private static final String DEFAULT = "http://127.0.0.1:7480";

  private Addresses() {}

  /** Where to ask, or why that is not known. */
  sealed interface Found {
    /** In the order in which they are asked; at least one. */
    record Good(List<URI> nodes) implements Found {}

    /** One sentence. */
    record Bad(String message) implements Found {}
  }

  static Found of(Arguments arguments, Terminal terminal) {
    List<String> urls = arguments.all(Shared.URL.name());
    Optional<String> config = arguments.value(Shared.CONFIG.name());
    String environment = terminal.environment().getOrDefault(ENVIRONMENT, "");
    if (!urls.isEmpty() && config.isPresent()) {
      return new Found.Bad("give --url or --config, not both");
    }
    if (!urls.isEmpty()) {
      return parse("--url", urls);
    }
    if (config.isPresent()) {
      return configured(terminal.directory().resolve(config.get()));
    }
    return environment.isBlank() ? demo(terminal) : parse(ENVIRONMENT, List.of(environment));
  }

  private static Found configured(Path file) {
    return switch (ConfigLoader.load(file)) {
      case LoadResult.Invalid invalid ->
          new Found.Bad("cannot use --config:\n" + invalid.message());
      case LoadResult.Loaded loaded ->
          new Found.Good(
              loaded.cell().nodes().stream()
                  .map(node -> URI.create("http://" + node.httpEndpoint()))
                  .toList());
    };
  }

  private static Found demo(Terminal terminal) {
    Path file = terminal.directory().resolve(DEMO);
    try {
      return Files.exists(file)
          ? parse(file.toString(), Files.readAllLines(file))
          : parse("the default", List.of(DEFAULT));
    } catch (IOException unreadable) {
      return new Found.Bad("cannot read %s: %s".formatted(file, unreadable.getMessage()));
    }
  }

  private static Found parse(String source, List<String> texts) {
    List<URI> nodes = new ArrayList<>();
    List<String> words =
        texts.stream()
            .flatMap(text -> Stream.of(text.split("[,\\s]+")))
            .filter(word -> !word.isEmpty())
            .toList();
    for (String word : words) {
      Optional<URI> node = node(word);
      if (node.isEmpty()) {
        return new Found.Bad(
            "%s is to name nodes as http://HOST:PORT, got: %s".formatted(source, word));
      }
      nodes.add(node.get());
    }
    return nodes.isEmpty()
        ? new Found.Bad("%s names no node; expected http://HOST:PORT".formatted(source))
        : new Found.Good(List.copyOf(nodes));
  }

  private static Optional<URI> node(String word) {
    try {
      URI uri = new URI(word.contains("://") ? word : "http://" + word);
      boolean whole =
          List.of("http", "https").contains(uri.getScheme())
              && uri.getHost() != null
              && uri.getPort() > 0
              && uri.getPort() < 65536
              && List.of("", "/").contains(uri.getPath())
              && uri.getQuery() == null
              && uri.getUserInfo() == null;
      return whole
          ? Optional.of(URI.create(uri.getScheme() + "://" + uri.getAuthority()))
          : Optional.empty();
    } catch (URISyntaxException malformed) {
      return Optional.empty();
    }
  }
}
