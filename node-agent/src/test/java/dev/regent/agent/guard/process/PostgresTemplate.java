package dev.regent.agent.guard.process;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** One initdb for all tests of a JVM; each test gets a copy with standby.signal in it (H1). */
final class PostgresTemplate {
  private static final Path BIN = Path.of("/usr/lib/postgresql/15/bin");
  private static final boolean ROOT = "root".equals(System.getProperty("user.name"));
  private static final List<PostgresTemplate> MADE = new ArrayList<>();

  private final Path directory;

  private PostgresTemplate(Path directory) {
    this.directory = directory;
  }

  static synchronized PostgresTemplate get() throws IOException {
    if (MADE.isEmpty()) {
      MADE.add(new PostgresTemplate(initialise()));
    }
    return MADE.getFirst();
  }

  Path newBase() throws IOException {
    Path base = Files.createTempDirectory("regent-guard");
    Files.setPosixFilePermissions(base, PosixFilePermissions.fromString("rwxr-xr-x"));
    return base;
  }

  void copyTo(Path data) throws IOException {
    run(List.of("cp", "-a", directory.toString(), data.toString()));
    String settings =
        "port="
            + freePort()
            + "\nlisten_addresses='127.0.0.1'\nunix_socket_directories=''\nhot_standby=on\n"
            + "fsync=off\nrestart_after_crash=off\nshared_buffers=8MB\n";
    Files.writeString(data.resolve("postgresql.auto.conf"), settings);
    putSignal(data);
  }

  void putSignal(Path data) throws IOException {
    Files.writeString(data.resolve("standby.signal"), "");
    own(data.resolve("standby.signal"));
  }

  List<String> startCommand(Path data) {
    List<String> command = new ArrayList<>();
    command.add("setpriv");
    if (ROOT) {
      command.addAll(List.of("--reuid", "postgres", "--regid", "postgres", "--init-groups"));
    }
    command.addAll(List.of("--pdeathsig", "QUIT", "--"));
    command.addAll(List.of(BIN.resolve("postgres").toString(), "-D", data.toString()));
    return command;
  }

  int port(Path data) {
    try {
      String line = Files.readAllLines(data.resolve("postgresql.auto.conf")).getFirst();
      return Integer.parseInt(line.substring("port=".length()));
    } catch (IOException problem) {
      throw new IllegalStateException(problem);
    }
  }

  private static void own(Path file) throws IOException {
    if (ROOT) {
      run(List.of("chown", "postgres:postgres", file.toString()));
    }
  }

  void delete(Path base) {
    try (Stream<Path> files = Files.walk(base)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException leftBehind) {
      throw new IllegalStateException(leftBehind);
    }
  }

  private static Path initialise() throws IOException {
    Path base = Files.createTempDirectory("regent-guard-template");
    base.toFile().deleteOnExit();
    Files.setPosixFilePermissions(base, PosixFilePermissions.fromString("rwxrwxrwx"));
    Path data = base.resolve("data");
    List<String> command = new ArrayList<>();
    if (ROOT) {
      command.addAll(
          List.of("setpriv", "--reuid", "postgres", "--regid", "postgres", "--init-groups", "--"));
    }
    command.add(BIN.resolve("initdb").toString());
    command.addAll(List.of("-D", data.toString(), "-U", "postgres", "-A", "trust"));
    command.addAll(List.of("--no-sync", "--no-locale", "-E", "UTF8"));
    run(command);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> new PostgresTemplate(data).delete(base)));
    return data;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void run(List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .directory(new File("/"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.PIPE)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException(command + ": " + output);
      }
    } catch (InterruptedException interrupted) {
      throw new IOException(interrupted);
    }
  }
}
