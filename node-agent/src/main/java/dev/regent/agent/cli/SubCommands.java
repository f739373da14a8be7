package dev.regent.agent.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** The commands: those of this package first, then what other modules add. */
final class SubCommands {
  private final List<SubCommand> own;

  private SubCommands(List<SubCommand> own) {
    this.own = List.copyOf(own);
  }

  static SubCommands all() {
    List<SubCommand> own = new ArrayList<>();
    own.add(new NodeCommand());
    own.add(new StatusCommand());
    own.add(new HistoryCommand());
    own.addAll(ChangeCommands.all());
    own.add(new VersionCommand());
    return new SubCommands(own);
  }

  /** Looks among the others only when it must: finding them takes time. */
  Optional<SubCommand> find(String name) {
    return named(own, name).or(() -> named(others(), name));
  }

  List<SubCommand> list() {
    List<SubCommand> list = new ArrayList<>(own);
    list.addAll(others());
    return List.copyOf(list);
  }

  private static Optional<SubCommand> named(List<SubCommand> some, String name) {
    return some.stream().filter(command -> command.name().equals(name)).findFirst();
  }

  private static List<SubCommand> others() {
    return ServiceLoader.load(SubCommand.class).stream()
        .<SubCommand>map(ServiceLoader.Provider::get)
        .toList();
  }
}
