package dev.regent.simulation.actors;

import akka.dispatch.Futures;
import akka.persistence.AtomicWrite;
import akka.persistence.PersistentRepr;
import akka.persistence.journal.japi.AsyncWriteJournal;
import dev.regent.protocol.journal.JournalEvent;
import dev.regent.simulation.world.node.Disk;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import scala.concurrent.Future;
import scala.concurrent.Promise;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Akka Persistence's journal on a simulated disk: a write takes its time, and is confirmed once it
 * is there.
 *
 * <p><b>Failure modes.</b> A write that fails may have come to the disk or not; so may one that was
 * under way when the daemon died.
 */
public final class JournalPlugin extends AsyncWriteJournal {
  private final DaemonProcess process;
  private final StoredJournal journal;

  public JournalPlugin() {
    this.process = Plugins.process(context().system());
    this.journal = Plugins.journal(process);
  }

  @Override
  public Future<Iterable<Optional<Exception>>> doAsyncWriteMessages(Iterable<AtomicWrite> writes) {
    journal.begin(write(writes));
    Promise<Iterable<Optional<Exception>>> told = Futures.promise();
    long delay = Disk.latency(process.sim());
    process
        .sim()
        .agenda()
        .after(
            delay,
            process.life(),
            () -> process.disk().volume().whenItAnswers(process.life(), () -> end(told)));
    return told.future();
  }

  private static StoredJournal.Write write(Iterable<AtomicWrite> writes) {
    TreeMap<Long, StoredJournal.Bytes> rows = new TreeMap<>();
    List<JournalEvent> events = new ArrayList<>();
    for (AtomicWrite write : writes) {
      for (PersistentRepr row : CollectionConverters.asJava(write.payload())) {
        rows.put(row.sequenceNr(), StoredJournal.Bytes.of(row.payload()));
        events.add((JournalEvent) row.payload());
      }
    }
    return new StoredJournal.Write(rows, events);
  }

  private void end(Promise<Iterable<Optional<Exception>>> told) {
    boolean full = process.disk().volume().isFull();
    if (full) {
      journal.drop();
      told.failure(new IllegalStateException("no space is left on the simulated disk"));
    } else if (process.failsToWrite()) {
      Plugins.leaveToChance(process);
      process.sim().trace().news(process.life(), "cannot write", "its journal");
      told.failure(new IllegalStateException("the simulated disk failed"));
    } else {
      Plugins.keep(process);
      told.success(List.of());
    }
  }

  @Override
  public Future<Void> doAsyncDeleteMessagesTo(String persistenceId, long toSequenceNr) {
    return Futures.failed(new UnsupportedOperationException("no event is ever deleted"));
  }

  @Override
  public Future<Void> doAsyncReplayMessages(
      String persistenceId,
      long fromSequenceNr,
      long toSequenceNr,
      long max,
      Consumer<PersistentRepr> replay) {
    giveUpWriting();
    Promise<Void> told = Futures.promise();
    Plugins.afterReading(
        process,
        () -> {
          journal.events(fromSequenceNr, toSequenceNr).entrySet().stream()
              .limit(max)
              .forEach(
                  row -> replay.accept(represent(persistenceId, row.getKey(), row.getValue())));
          told.success(null);
        });
    return told.future();
  }

  /** A life that ended while its write hung: what it wrote never comes to the disk. */
  private void giveUpWriting() {
    if (journal.isWriting()) {
      journal.drop();
    }
  }

  private static PersistentRepr represent(String id, long number, StoredJournal.Bytes event) {
    return PersistentRepr.apply(
        event.value(), number, id, event.manifest(), false, null, PersistentRepr.Undefined());
  }

  @Override
  public Future<Long> doAsyncReadHighestSequenceNr(String persistenceId, long fromSequenceNr) {
    giveUpWriting();
    Promise<Long> told = Futures.promise();
    Plugins.afterReading(process, () -> told.success(journal.highest()));
    return told.future();
  }
}
