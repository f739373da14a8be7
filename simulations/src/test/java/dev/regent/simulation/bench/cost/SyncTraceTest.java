package dev.regent.simulation.bench.cost;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SyncTraceTest {
  @Test
  void countsTheCallsOfEachTask() {
    String trace =
        """
        # tracer: nop
        #           TASK-PID     CPU#  |||||  TIMESTAMP  FUNCTION
               python3-25835   [001] ..... 73978.762224: sys_fdatasync(fd: 3)
               python3-25835   [000] ..... 73978.763280: sys_fsync(fd: 3)
         db-1 [2] x-77      [001] ..... 73979.000001: sys_msync(start: 7, len: 1000, flags: 4)
               python3-25835   [001] ..... 73980.763280: sys_fsync -> 0x0
               python3-25836   [001] ..... 73980.763280: sys_write(fd: 3)
        """;
    assertThat(SyncTrace.callers(trace.lines().toList()))
        .containsOnlyKeys(25835L, 77L)
        .containsEntry(25835L, 2L)
        .containsEntry(77L, 1L);
  }

  @Test
  void findsTheThreadsOfAProcess() {
    long self = ProcessHandle.current().pid();
    assertThat(SyncTrace.threads(self)).contains(self).hasSizeGreaterThan(1);
    assertThat(SyncTrace.threads(0)).isEmpty();
  }
}
