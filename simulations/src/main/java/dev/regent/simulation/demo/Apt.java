package dev.regent.simulation.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/** Debian's packages, for their programs: nothing of them runs by itself afterwards. */
public final class Apt {
  private static final Path PROGRAM = Path.of("/usr/bin/apt-get");
  private static final Path NO_CLUSTER = Path.of("/etc/postgresql-common/createcluster.d");

  /** Asked before a package starts a service. */
  private static final Path POLICY = Path.of("/usr/sbin/policy-rc.d");

  /** Services that packages of the peers would start at the next boot. */
  private static final List<String> SERVICES =
      List.of("etcd.service", "patroni.service", "haproxy.service", "keepalived.service");

  private static final Path ENABLED = Path.of("/etc/systemd/system/multi-user.target.wants");

  private Apt() {}

  /** Whether this machine has it. */
  public static boolean isHere() {
    return Files.isExecutable(PROGRAM);
  }

  /**
   * Installs packages, without what they only recommend.
   *
   * @throws IOException when that fails
   */
  public static void install(List<String> packages) throws IOException {
    Files.createDirectories(NO_CLUSTER);
    Files.writeString(NO_CLUSTER.resolve("regent.conf"), "create_main_cluster = false\n");
    boolean isMine = forbidServices();
    List<Path> enabled = SERVICES.stream().map(ENABLED::resolve).toList();
    List<Path> before = enabled.stream().filter(Files::exists).toList();
    try {
      run(List.of("update", "-q"));
      run(
          Stream.concat(
                  Stream.of("install", "-q", "-y", "--no-install-recommends"), packages.stream())
              .toList());
      for (Path service : enabled) {
        if (!before.contains(service)) {
          Files.deleteIfExists(service);
        }
      }
    } finally {
      if (isMine) {
        Files.deleteIfExists(POLICY);
      }
    }
  }

  /** Gives whether it was this that forbade them. */
  private static boolean forbidServices() throws IOException {
    if (Files.exists(POLICY)) {
      return false;
    }
    Files.writeString(POLICY, "#!/bin/sh\nexit 101\n");
    Files.setPosixFilePermissions(POLICY, PosixFilePermissions.fromString("rwxr-xr-x"));
    return true;
  }

  private static void run(List<String> arguments) throws IOException {
    List<String> command = Stream.concat(Stream.of("apt-get"), arguments.stream()).toList();
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
    try {
      int code = builder.start().waitFor();
      if (code != 0) {
        throw new IOException("%s ended with %d".formatted(String.join(" ", command), code));
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", stop);
    }
  }
}
