package dev.regent.controller.journal;

import dev.regent.config.settings.JournalSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real PostgreSQL server in a directory of its own, run as a user that is not root. */
public final class PostgresqlServer {
  private static final Path VERSIONS = Path.of("/usr/lib/postgresql");
  private static final String PASSWORD = "secret of the test";

  private final Path directory;
  private final Path binaries;
  private final int port;

  private PostgresqlServer(Path directory, Path binaries, int port) {
    this.directory = directory;
    this.binaries = binaries;
    this.port = port;
  }

  /** Initialises and starts it. */
  public static PostgresqlServer start() throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("regent-pg");
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
    Files.writeString(directory.resolve("password"), PASSWORD + "\n");
    PostgresqlServer server = new PostgresqlServer(directory, newestBinaries(), freePort());
    server.initialise();
    server.run("");
    return server;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void initialise() throws IOException, InterruptedException {
    execute(
        List.of(
            binaries.resolve("initdb").toString(),
            "-D",
            data(),
            "-U",
            "regent",
            "-A",
            "scram-sha-256",
            "--no-sync",
            "--pwfile=" + directory.resolve("password")));
  }

  /** Starts the stopped server with further options. */
  public void run(String options) throws IOException, InterruptedException {
    String all = "-h 127.0.0.1 -p %d -k %s %s".formatted(port, directory, options);
    execute(
        List.of(
            binaries.resolve("pg_ctl").toString(),
            "-D",
            data(),
            "-w",
            "-l",
            directory.resolve("log").toString(),
            "-o",
            all,
            "start"));
  }

  /** Stops it at once, as a power failure would. */
  public void crash() throws IOException, InterruptedException {
    execute(
        List.of(
            binaries.resolve("pg_ctl").toString(), "-D", data(), "-m", "immediate", "-w", "stop"));
  }

  /** How Regent's journal would be configured to use it. */
  public JournalSettings settings() {
    return new JournalSettings.Postgresql(
        "jdbc:postgresql://127.0.0.1:" + port + "/postgres",
        "regent",
        directory.resolve("password").toString());
  }

  private String data() {
    return directory.resolve("data").toString();
  }

  private static void execute(List<String> command) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      all.addAll(List.of("runuser", "-u", "postgres", "--"));
    }
    all.addAll(command);
    Path output = Files.createTempFile("regent-pg", ".out");
    Process process =
        new ProcessBuilder(all)
            .directory(Path.of("/").toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = process.waitFor(60, TimeUnit.SECONDS);
    if (!ended || process.exitValue() != 0) {
      throw new IllegalStateException(all + " failed: " + Files.readString(output));
    }
    Files.delete(output);
  }

  private static Path newestBinaries() throws IOException {
    try (Stream<Path> versions = Files.list(VERSIONS)) {
      return versions
          .max(Comparator.comparing(path -> Integer.valueOf(path.getFileName().toString())))
          .orElseThrow()
          .resolve("bin");
    }
  }

  /** Stops it and removes its directory. */
  public void remove() throws IOException, InterruptedException {
    crash();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
