package dev.regent.agent.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.agent.clock.BootClock;
import dev.regent.config.load.ConfigLoader;
import dev.regent.config.load.LoadResult;
import dev.regent.controller.actor.CellSetup;
import dev.regent.controller.actor.CellSystem;
import dev.regent.controller.journal.Journal;
import dev.regent.protocol.DatabaseName;
import dev.regent.protocol.message.Command;
import dev.regent.protocol.message.CommandResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeAccessTest {
  private static final DatabaseName ACCOUNTS = new DatabaseName("accounts");
  private static final DatabaseName ORDERS = new DatabaseName("orders");
  private static final BootClock CLOCK = BootClock.open();

  @TempDir Path directory;

  @Test
  void aNodeWithoutAVoteSaysAtOnceWhomToAsk() throws IOException {
    LoadResult.Loaded settings = settings();
    try (Journal journal = Journal.open(settings.local().journal());
        CellSystem cell = CellSystem.start(setup(settings, journal))) {
      NodeAccess access = new NodeAccess(settings, cell, List.of(), CLOCK);

      assertThat(access.databases()).containsExactly(ORDERS, ACCOUNTS);
      assertThat(access.downReason(ACCOUNTS)).contains("no vote").contains("[b, c, w]");
      var answer =
          access.ask(ACCOUNTS, new Command.Pause("ann"), Duration.ofHours(1)).toCompletableFuture();
      assertThat(answer)
          .isCompletedWithValueMatching(result ->
              result instanceof CommandResult.Refused refused
                  && refused.kind() == CommandResult.Kind.NO_QUORUM);
    }
  }

  private LoadResult.Loaded settings() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    String text =
        """
        regent {
          self = a
          cell {
            name = test
            nodes = [
              { name = a, role = data, host = 127.0.78.1, cluster-port = PORT }
              { name = b, role = data, host = 127.0.78.2, cluster-port = PORT }
              { name = c, role = data, host = 127.0.78.3, cluster-port = PORT }
              { name = w, role = witness, host = 127.0.78.4, cluster-port = PORT }
            ]
            databases = [
              { name = accounts, voters = [b, c, w]
                data-nodes = [{ node = b, port = 5433 }, { node = c, port = 5433 }] }
              { name = orders, voters = [a, b, w], data-nodes = [{ node = a }, { node = b }] }
            ]
          }
          node {
            state-directory = STATE
            postgres = [{ database = orders, data-directory = STATE/data }]
          }
        }
        """
            .replace("PORT", "" + port)
            .replace("STATE", directory.toString());
    LoadResult result = ConfigLoader.load(Files.writeString(directory.resolve("node.conf"), text));
    assertThat(result).isInstanceOf(LoadResult.Loaded.class);
    return (LoadResult.Loaded) result;
  }

  private static CellSetup setup(LoadResult.Loaded settings, Journal journal) {
    return new CellSetup(
        settings.cell(),
        settings.local().self(),
        journal,
        "machine",
        CLOCK::now,
        Instant::now,
        new Random(1));
  }
}
