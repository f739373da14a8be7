package dev.regent.agent.cli;

import java.util.List;
import java.util.Optional;

/** Which database of the nodes a command is about. */
final class Choice {
  private Choice() {}

  /** The choice, or why there is none. */
  sealed interface Made {
    /** Its path in the API. */
    record One(String name) implements Made {
      String path() {
        return Nodes.BASE + "/" + name;
      }
    }

    /** Several, and none was named. */
    record Several(Nodes.Read list) implements Made {
      List<String> names() {
        return Choice.names(list);
      }
    }

    /** There is no such database. */
    record Unknown(String message) implements Made {}

    /** No node answered. */
    record NoAnswer(List<String> failures) implements Made {}
  }

  static Made of(Arguments arguments, Nodes nodes) {
    Optional<Nodes.Read> list = nodes.read(Nodes.BASE);
    if (list.isEmpty()) {
      return new Made.NoAnswer(nodes.failures());
    }
    List<String> names = names(list.get());
    Optional<String> wanted = arguments.value(Shared.DATABASE.name());
    if (wanted.isPresent()) {
      return names.contains(wanted.get())
          ? new Made.One(wanted.get())
          : new Made.Unknown(
              "there is no database %s%s; known: %s"
                  .formatted(
                      wanted.get(),
                      Similar.suggestion(wanted.get(), names),
                      String.join(", ", names)));
    }
    return names.size() == 1 ? new Made.One(names.getFirst()) : new Made.Several(list.get());
  }

  private static List<String> names(Nodes.Read list) {
    return list.json().objects("databases").stream()
        .flatMap(database -> database.text("name").stream())
        .toList();
  }
}
