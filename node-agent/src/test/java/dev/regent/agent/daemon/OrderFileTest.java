package dev.regent.agent.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.protocol.DatabaseName;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.Revision;
import dev.regent.protocol.Session;
import dev.regent.protocol.Term;
import dev.regent.protocol.message.Desired;
import dev.regent.protocol.message.Instruction;
import dev.regent.protocol.state.VoterSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrderFileTest {
  private static final NodeId A = new NodeId("a");

  @TempDir Path directory;

  @Test
  void theNextDaemonReadsWhatWasKeptLast() {
    file().keep(instruction(11));
    file().keep(instruction(12));
    assertThat(file().read()).contains(instruction(12));
  }

  @Test
  void nothingKeptIsNothing() {
    assertThat(file().read()).isEmpty();
  }

  @Test
  void whatCannotBeReadIsNothing() throws IOException {
    Files.write(directory.resolve("agent.order"), new byte[] {1, 2, 3});
    assertThat(file().read()).isEmpty();
  }

  @Test
  void whereNothingCanBeWrittenNothingIsKept() {
    OrderFile nowhere = new OrderFile(directory.resolve("absent"), new DatabaseName("orders"), A);
    nowhere.keep(instruction(11));
    assertThat(nowhere.read()).isEmpty();
  }

  private OrderFile file() {
    return new OrderFile(directory, new DatabaseName("orders"), A);
  }

  private static Instruction instruction(long index) {
    return new Instruction(
        new Session(A, 4, 44),
        new Revision(new Term(3), index),
        new Term(3),
        new VoterSet(Revision.NONE, List.of()),
        Optional.empty(),
        new Desired.Stand());
  }
}
