package dev.regent.simulation.bench.contender;

import dev.regent.agent.process.ProcessStat;
import dev.regent.protocol.Endpoint;
import dev.regent.protocol.NodeId;
import dev.regent.simulation.demo.CannotStart;
import dev.regent.simulation.demo.DemoFiles;
import dev.regent.simulation.drill.DrillFailed;
import dev.regent.simulation.drill.Login;
import dev.regent.simulation.drill.Server;
import dev.regent.simulation.lab.Stage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The hosts as a peer's administrator has them: a home directory on each, and programs that run
 * there as PostgreSQL's user. Each host has a socket directory of its own.
 */
final class Hosts {
  static final int POSTGRES = 5432;

  /** Debian's servers and clients meet there when nobody says otherwise. */
  private static final String SOCKETS = "/run/postgresql";

  private static final String START =
      "mount --bind \"$1\" " + SOCKETS + " && shift && exec setsid setpriv \"$@\"";
  private static final int LIMIT_SECONDS = 300;

  private final Stage stage;

  Hosts(Stage stage) {
    this.stage = stage;
  }

  /** Makes the home directories. */
  void make() throws IOException {
    DemoFiles.claim(stage.place());
    for (NodeId node : all()) {
      for (Path directory : List.of(home(node), sockets(node))) {
        Files.createDirectories(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        give(directory);
      }
    }
  }

  private List<NodeId> all() {
    List<NodeId> all = new ArrayList<>(stage.dataNodes());
    all.add(stage.witness());
    return all;
  }

  /** Of PostgreSQL's user on that host; everything of that host is under it. */
  Path home(NodeId node) {
    return stage.place().root().resolve(node.name());
  }

  Path data(NodeId node) {
    return home(node).resolve("data");
  }

  private Path sockets(NodeId node) {
    return home(node).resolve("run");
  }

  Path log(NodeId node, String program) {
    return stage.place().root().resolve(node.name() + "-" + program + ".log");
  }

  List<Server> servers() {
    return stage.dataNodes().stream().map(this::server).toList();
  }

  Server server(NodeId node) {
    return new Server(node, new Endpoint(stage.address(node), POSTGRES), data(node));
  }

  static Login client(String password) {
    return new Login("app", password, "demo");
  }

  static Login superuser(String password) {
    return new Login("postgres", password, "demo");
  }

  /** The processes of a program there. */
  List<Long> running(NodeId node, String program) {
    return stage.processes(node).stream()
        .filter(
            pid -> ProcessStat.read(pid).filter(stat -> stat.command().equals(program)).isPresent())
        .toList();
  }

  /** Writes a file that only PostgreSQL's user reads. */
  void write(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    give(file);
  }

  private void give(Path path) throws IOException {
    var users = path.getFileSystem().getUserPrincipalLookupService();
    Files.setOwner(path, users.lookupPrincipalByName(stage.programs().osUser()));
  }

  /** Starts a program that goes on by itself; its log is named by it. */
  Process start(NodeId node, String name, List<String> program) {
    return start(node, name, stage.programs().osUser(), program);
  }

  /** The same as another user. */
  Process start(NodeId node, String name, String user, List<String> program) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("ip", "netns", "exec", stage.namespace(node), "sh", "-c", START, "sh"));
    command.add(sockets(node).toString());
    command.addAll(List.of("--reuid=" + user, "--regid=" + user, "--init-groups"));
    command.addAll(program);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(home(node).toFile())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log(node, name).toFile()));
    builder.environment().clear();
    builder.environment().putAll(environment(node));
    try {
      return builder.start();
    } catch (IOException failed) {
      throw new DrillFailed("%s cannot be started on %s".formatted(name, node), failed);
    }
  }

  private Map<String, String> environment(NodeId node) {
    Map<String, String> environment = new TreeMap<>();
    environment.put("HOME", home(node).toString());
    environment.put("XDG_RUNTIME_DIR", home(node).toString());
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("PATH", stage.programs().directory() + ":/usr/sbin:/usr/bin:/sbin:/bin");
    return environment;
  }

  /** Runs a program to its end. */
  void run(NodeId node, String name, List<String> program) {
    Process process = start(node, name, program);
    try {
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        throw new CannotStart("%s does not end: see %s".formatted(name, log(node, name)));
      }
      if (process.exitValue() != 0) {
        throw new CannotStart(
            "%s ended with %d: see %s".formatted(name, process.exitValue(), log(node, name)));
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new DrillFailed("interrupted while running " + name, stop);
    }
  }

  /** Ends everything on all hosts. */
  void end() {
    all().forEach(stage::killAll);
  }
}
