package dev.regent.controller.actor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.config.settings.CellSettings;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.Revision;
import dev.regent.protocol.Term;
import dev.regent.protocol.message.Envelope;
import dev.regent.protocol.message.Message;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Two played nodes in one JVM, over real sockets. */
class CellWireTest {
  private static final long PATIENCE_SECONDS = 60;
  private static final long AGAIN_MILLIS = 200;

  private final CellSettings cell = Cells.three();
  private final BlockingQueue<Envelope> arrived = new LinkedBlockingQueue<>();

  @Test
  void whatIsSentArrivesAtTheOtherNodesDoor() throws InterruptedException {
    Envelope envelope =
        new Envelope(
            Cells.ORDERS,
            Optional.empty(),
            Cells.A,
            Cells.B,
            new Message.PreVote(Term.ZERO, Revision.NONE));
    try (CellWire a = open(Cells.A);
        CellWire _ = open(Cells.B)) {
      assertThat(exchanged(a, envelope)).contains(envelope);
    }
  }

  /** What is sent before the two have met is lost, as on any network. */
  private Optional<Envelope> exchanged(CellWire from, Envelope envelope)
      throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (System.nanoTime() < end) {
      from.router().send(envelope);
      Optional<Envelope> one =
          Optional.ofNullable(arrived.poll(AGAIN_MILLIS, TimeUnit.MILLISECONDS));
      if (one.isPresent()) {
        return one;
      }
    }
    return Optional.empty();
  }

  private CellWire open(NodeId self) {
    return CellWire.open(new CellWire.Part(cell, self, () -> false, arrived::add, reachable -> {}));
  }
}
