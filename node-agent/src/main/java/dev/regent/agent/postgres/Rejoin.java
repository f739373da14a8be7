package dev.regent.agent.postgres;

import dev.regent.agent.engine.Job;
import dev.regent.agent.engine.Job.Upstream;
import dev.regent.protocol.Lsn;
import dev.regent.protocol.SystemId;
import dev.regent.protocol.WalPosition;
import java.io.IOException;
import java.util.Optional;

/**
 * Becomes a standby of a primary: as it is, rewound, or as a new copy (D1, D2).
 *
 * <p>The server is first started following nothing, so that its end of WAL is exact, and compared
 * with the upstream's history. Past the fork it diverged. <b>Failure modes:</b> {@code
 * wrong-system-id}, {@code diverged}, {@code ahead} and {@code wal-gone} (the last three only
 * without a remedy for them), {@code upstream-unreachable}, {@code not-streaming}.
 */
record Rejoin(Server server, Directory directory, Starter starter) {

  void follow(Job.Follow job) throws JobFailed, IOException {
    Copy copy = new Copy(server, directory);
    copy.resume();
    if (directory.isAbsent()) {
      clone(job, copy);
      return;
    }
    directory.requireOurs();
    SystemId own = systemId();
    if (!own.equals(job.upstream().systemId())) {
      throw foreign(own, job.upstream());
    }
    try (UpstreamServer upstream = UpstreamServer.connect(server.sessions(), job.upstream())) {
      upstream.require(own);
      join(job, upstream, copy);
    }
  }

  private void clone(Job.Follow job, Copy copy) throws JobFailed, IOException {
    try (UpstreamServer upstream = UpstreamServer.connect(server.sessions(), job.upstream())) {
      upstream.require(job.upstream().systemId());
      copy.take(upstream);
      startFollowing(job, upstream);
      copy.removeOldKept();
    }
  }

  private void join(Job.Follow job, UpstreamServer upstream, Copy copy)
      throws JobFailed, IOException {
    Rewind rewind = new Rewind(server, directory);
    if ((copy.isFresh() || rewind.isDone()) && isConsistent()) {
      // It needs no more of its upstream, which may be another one by now that it diverges from.
      directory.markIntact();
      joinRunning(job, upstream, copy);
    } else if (copy.isFresh()) {
      startFollowing(job, upstream);
    } else if (rewind.isDone()) {
      goOnRewound(job, upstream, rewind);
    } else if (!directory.isWhole()) {
      requirePermission(job, "not-intact", "a rewind here did not end");
      rebuild(job, upstream, copy);
    } else {
      starter.startAlone();
      joinRunning(job, upstream, copy);
      // A rewind that was about to begin may have become needless.
      directory.markIntact();
    }
  }

  /** A server in recovery takes sessions only once it is consistent. */
  private boolean isConsistent() throws IOException {
    if (server.processes().postmaster().isEmpty()) {
      return false;
    }
    try (Session _ = server.sessions().fresh()) {
      return true;
    } catch (JobFailed notYet) {
      return false;
    }
  }

  private void joinRunning(Job.Follow job, UpstreamServer upstream, Copy copy)
      throws JobFailed, IOException {
    Following following = new Following(server);
    if (following.isReceivingFrom(job.upstream()) && directory.cut().isEmpty()) {
      admit(job);
      following.await(upstream);
      return;
    }
    new Receiving(server, directory).stop();
    WalPosition end = server.end();
    TimelineHistory history = upstream.history();
    Lsn theirs = upstream.flushed();
    if (!history.contains(end)) {
      requirePermission(job, "diverged", divergedText(job, end, history));
      rewind(job, upstream, copy, end);
    } else if (end.timeline().equals(history.timeline()) && !theirs.isAtLeast(end.lsn())) {
      requirePermission(job, "ahead", end + " here is ahead of " + theirs + " there");
      rebuild(job, upstream, copy);
    } else if (!upstream.hasWalFrom(end)) {
      requirePermission(job, "wal-gone", job.upstream().node() + " has no WAL from " + end);
      rebuild(job, upstream, copy);
    } else {
      attach(job, upstream);
    }
  }

  /** Without a restart: a standby follows a change of timeline by itself. */
  private void attach(Job.Follow job, UpstreamServer upstream) throws JobFailed, IOException {
    upstream.ensureSlot(PostgresSettings.slotOf(server.settings().node()));
    ConfigFiles config = server.config();
    directory.removeCut();
    config.writeDynamic(config.following(Optional.of(job.upstream())));
    config.writeHba(job.readers());
    server.reloadProven();
    if (!job.readers()) {
      server.endClients();
    }
    new Following(server).await(upstream);
  }

  private void rewind(Job.Follow job, UpstreamServer upstream, Copy copy, WalPosition end)
      throws JobFailed, IOException {
    if (job.remedy().allowsRewind() && rewound(upstream, end)) {
      startFollowing(job, upstream);
    } else {
      rebuild(job, upstream, copy);
    }
  }

  private boolean rewound(UpstreamServer upstream, WalPosition end) throws JobFailed, IOException {
    upstream.requireCheckpointed();
    return new Rewind(server, directory).run(upstream, end);
  }

  /** Another upstream may lack the WAL that it needs, or be no continuation of the one before. */
  private void goOnRewound(Job.Follow job, UpstreamServer upstream, Rewind rewind)
      throws JobFailed, IOException {
    try {
      startFollowing(job, upstream);
    } catch (JobFailed failed) {
      if (failed.code().equals(Following.NOT_STREAMING)) {
        rewind.failed();
      }
      throw failed;
    }
  }

  private void rebuild(Job.Follow job, UpstreamServer upstream, Copy copy)
      throws JobFailed, IOException {
    if (!directory.isIntact()) {
      // What runs here serves nobody, and might keep the slot that the copy needs.
      server.kill();
    }
    copy.take(upstream);
    startFollowing(job, upstream);
    copy.removeOldKept();
  }

  /** A directory that becomes consistent only with the upstream's WAL. */
  private void startFollowing(Job.Follow job, UpstreamServer upstream)
      throws JobFailed, IOException {
    upstream.ensureSlot(PostgresSettings.slotOf(server.settings().node()));
    directory.removeCut();
    if (server.processes().postmaster().isPresent()) {
      // It runs since an earlier attempt, and follows whom it was started with, or nobody.
      server.config().writeDynamic(server.config().following(Optional.of(job.upstream())));
      server.reloadUnanswered();
    }
    starter.start(Optional.of(job.upstream()));
    new Following(server).await(upstream);
    directory.markIntact();
    admit(job);
  }

  private void admit(Job.Follow job) throws JobFailed, IOException {
    if (job.readers()) {
      new Access(server).open();
    } else {
      server.close();
    }
  }

  private SystemId systemId() throws JobFailed {
    return ControlFile.systemIdOf(server.layout().data())
        .orElseThrow(
            () -> JobFailed.stop("no-control-file", "no pg_control in " + server.layout().data()));
  }

  private JobFailed foreign(SystemId own, Upstream upstream) {
    return JobFailed.stop(
        "wrong-system-id",
        "system identifier here is %s, that of %s is %s; they never replicate"
            .formatted(own, upstream.node(), upstream.systemId()));
  }

  private String divergedText(Job.Follow job, WalPosition end, TimelineHistory history) {
    return "%s here is not on the line of %s, which is on timeline %s with forks %s"
        .formatted(end, job.upstream().node(), history.timeline(), history.forks());
  }

  private static void requirePermission(Job.Follow job, String code, String what) throws JobFailed {
    if (!job.remedy().allowsCopy()) {
      throw JobFailed.retry(code, what + "; a rewind or rebuild is not permitted yet");
    }
  }
}
