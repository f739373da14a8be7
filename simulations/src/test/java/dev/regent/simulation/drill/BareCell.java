package dev.regent.simulation.drill;

import dev.regent.protocol.NodeId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;

/**
 * Two servers without Regent, for testing the tests: what a drill says of a cell that does wrong.
 */
final class BareCell implements DrilledCell, AutoCloseable {
  final BarePair pair;
  private final Path root;
  private final Programs programs = new Programs(newestPrograms(), "postgres");
  private volatile NodeId primary = new NodeId("a");

  BareCell() throws IOException {
    this.root = Files.createTempDirectory("regent-bare-");
    this.pair = BarePair.start(root, programs, List.of(free(), free()));
  }

  static Path newestPrograms() {
    try (var versions = Files.list(Path.of("/usr/lib/postgresql"))) {
      return versions
          .max((a, b) -> a.getFileName().toString().compareTo(b.getFileName().toString()))
          .orElseThrow()
          .resolve("bin");
    } catch (IOException none) {
      throw new IllegalStateException("PostgreSQL is not installed", none);
    }
  }

  private static int free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  Server a() {
    return pair.primary();
  }

  Server b() {
    return pair.standby();
  }

  /** Promotes the standby, and says that it is primary. */
  void promote() {
    try (Sql sql = BarePair.open(b())) {
      sql.run("SELECT pg_promote()");
      primary = b().node();
    } catch (SQLException failed) {
      throw new DrillFailed("cannot promote", failed);
    }
  }

  @Override
  public List<NodeId> nodes() {
    return List.of(new NodeId("a"), new NodeId("b"));
  }

  @Override
  public List<Server> servers() {
    return pair.servers();
  }

  @Override
  public Timings timings() {
    return new Timings(Duration.ofMillis(300), Duration.ofMillis(200));
  }

  @Override
  public Programs programs() {
    return programs;
  }

  @Override
  public Map<String, String> settings() {
    return Map.of();
  }

  @Override
  public Login client() {
    return BarePair.superuser();
  }

  @Override
  public Login superuser() {
    return BarePair.superuser();
  }

  @Override
  public NodeControl control(NodeId node) {
    throw new UnsupportedOperationException("there are no daemons");
  }

  @Override
  public ThreadFactory threadsOn(NodeId node) {
    return Thread::new;
  }

  /** Always claims to be redundant: whether it is, the drill must find out. */
  @Override
  public Optional<CellStatus> status() {
    return Optional.of(
        new CellStatus(
            Optional.of(primary), Optional.empty(), "primary", true, List.of(), List.of()));
  }

  @Override
  public Answer switchover(NodeId target) {
    return new Answer(404, "there is nobody to ask");
  }

  @Override
  public List<String> history(NodeId node) {
    return List.of();
  }

  @Override
  public List<Path> logs() {
    return List.of();
  }

  @Override
  public Path scratch() {
    return root;
  }

  @Override
  public void close() throws IOException {
    pair.close();
    try (var files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
