package dev.regent.simulation.actors;

import akka.dispatch.Futures;
import akka.persistence.SelectedSnapshot;
import akka.persistence.SnapshotMetadata;
import akka.persistence.SnapshotSelectionCriteria;
import akka.persistence.snapshot.japi.SnapshotStore;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import scala.concurrent.Future;
import scala.concurrent.Promise;

/** Akka Persistence's snapshots on a simulated disk, beside the journal. */
public final class SnapshotPlugin extends SnapshotStore {
  private final DaemonProcess process;
  private final StoredJournal journal;

  public SnapshotPlugin() {
    this.process = Plugins.process(context().system());
    this.journal = Plugins.journal(process);
  }

  @Override
  public Future<Optional<SelectedSnapshot>> doLoadAsync(
      String persistenceId, SnapshotSelectionCriteria criteria) {
    Promise<Optional<SelectedSnapshot>> told = Futures.promise();
    Plugins.afterReading(
        process,
        () ->
            told.success(
                journal.snapshots().descendingMap().entrySet().stream()
                    .filter(selectedBy(criteria))
                    .findFirst()
                    .map(found -> selected(persistenceId, found))));
    return told.future();
  }

  private static Predicate<Map.Entry<Long, StoredJournal.Saved>> selectedBy(
      SnapshotSelectionCriteria criteria) {
    return saved ->
        saved.getKey() <= criteria.maxSequenceNr()
            && saved.getKey() >= criteria.minSequenceNr()
            && saved.getValue().timestamp() <= criteria.maxTimestamp()
            && saved.getValue().timestamp() >= criteria.minTimestamp();
  }

  private SelectedSnapshot selected(
      String persistenceId, Map.Entry<Long, StoredJournal.Saved> found) {
    StoredJournal.Saved saved = found.getValue();
    journal.recoveredFrom(found.getKey());
    SnapshotMetadata about =
        SnapshotMetadata.apply(persistenceId, found.getKey(), saved.timestamp());
    return SelectedSnapshot.create(about, saved.value());
  }

  @Override
  public Future<Void> doSaveAsync(SnapshotMetadata metadata, Object snapshot) {
    // Turned into bytes now: what becomes of the state after this is not in it.
    var saved = new StoredJournal.Saved(StoredJournal.Bytes.of(snapshot), process.sim().now());
    return written(() -> journal.save(metadata.sequenceNr(), saved));
  }

  @Override
  public Future<Void> doDeleteAsync(SnapshotMetadata metadata) {
    return written(() -> journal.snapshots().remove(metadata.sequenceNr()));
  }

  @Override
  public Future<Void> doDeleteAsync(String persistenceId, SnapshotSelectionCriteria criteria) {
    return written(() -> journal.snapshots().entrySet().removeIf(selectedBy(criteria)));
  }

  private Future<Void> written(Runnable write) {
    Promise<Void> told = Futures.promise();
    Plugins.afterWriting(
        process,
        () -> {
          write.run();
          told.success(null);
        });
    return told.future();
  }
}
