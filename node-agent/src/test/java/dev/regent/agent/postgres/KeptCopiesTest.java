package dev.regent.agent.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.protocol.DatabaseName;
import dev.regent.protocol.Endpoint;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.ProtectionMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("D1: what was replaced is kept for as long as the settings say")
class KeptCopiesTest {
  private static final Duration WEEK = Duration.ofDays(7);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @TempDir Path root;
  private Layout layout;
  private KeptCopies copies;

  @BeforeEach
  void dataDirectory() throws IOException {
    layout = new Layout(root.resolve("data"), root.resolve("run"));
    Files.createDirectories(layout.data());
    Files.writeString(layout.data().resolve("PG_VERSION"), "15");
    copies =
        new KeptCopies(layout, new Directory(settings(), layout, DurableFiles.forUser("postgres")));
    Files.createDirectories(layout.sibling("kept").resolve("base/1"));
  }

  private PostgresSettings settings() {
    return new PostgresSettings(
        new DatabaseName("orders"),
        new NodeId("a"),
        new Endpoint("127.0.0.1", 5432),
        List.of(),
        Path.of("/usr/lib/postgresql/15/bin"),
        layout.data(),
        layout.run(),
        root.resolve("postgres.log"),
        "postgres",
        new Secrets("one", "two", "three"),
        ProtectionMode.AVAILABILITY,
        Duration.ofSeconds(3),
        Map.of());
  }

  @Test
  @DisplayName("D1: it goes after that time, and not before")
  void itGoesAfterTheTime() throws IOException {
    assertThat(copies.expire(WEEK, Instant.now().plus(WEEK).minus(MINUTE))).isFalse();
    assertThat(layout.sibling("kept")).exists();
    assertThat(copies.expire(WEEK, Instant.now().plus(WEEK).plus(MINUTE))).isTrue();
    assertThat(layout.sibling("kept")).doesNotExist();
    copies.delete();
    assertThat(root.toFile().list()).containsExactly("data");
  }

  @Test
  @DisplayName("D1: it stays while the directory in place is not whole")
  void itStaysWithoutAWholeOne() throws IOException {
    Files.writeString(layout.notIntactMarker(), "copied\n");
    assertThat(copies.expire(WEEK, Instant.now().plus(WEEK.multipliedBy(2)))).isFalse();
    Files.delete(layout.notIntactMarker());
    DurableFiles.deleteTree(layout.data());
    assertThat(copies.expire(WEEK, Instant.now().plus(WEEK.multipliedBy(2)))).isFalse();
    assertThat(layout.sibling("kept")).exists();
  }

  @Test
  @DisplayName("D1: the older one of two goes first, each after its own time")
  void theOlderOneGoesFirst() throws IOException {
    Files.createDirectories(layout.sibling("kept_before"));
    Instant late = Instant.now().plus(WEEK).plus(MINUTE);
    assertThat(copies.expire(WEEK, late)).isTrue();
    assertThat(layout.sibling("kept")).exists();
    assertThat(copies.expire(WEEK, late)).as("the first is not deleted yet").isFalse();
    copies.delete();
    assertThat(copies.expire(WEEK, late)).isTrue();
  }
}
