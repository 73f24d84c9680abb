package dev.thresher.execute.bodies;

import dev.thresher.host.OwnSession;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.concurrent.TimeUnit;

/**
 * By {@link ProcessBuilder} and the program {@code setsid}: works everywhere, and executes two
 * programs before the one that is wanted.
 */
final class JdkSpawner implements Spawner {
  private static final Redirect FROM_NOTHING = Redirect.from(new File("/dev/null"));

  @Override
  public CommandProcess start(Order order) throws IOException {
    var builder = new ProcessBuilder(OwnSession.of(order.words()));
    builder.environment().putAll(order.variables());
    order.directory().ifPresent(builder::directory);
    var streams = order.streams();
    builder.redirectInput(
        streams.input().map(path -> Redirect.from(path.toFile())).orElse(FROM_NOTHING));
    var log = streams.log().map(path -> Redirect.appendTo(path.toFile())).orElse(Redirect.DISCARD);
    if (streams.output().isPresent()) {
      builder.redirectOutput(Redirect.appendTo(streams.output().get().toFile())).redirectError(log);
    } else {
      builder.redirectErrorStream(true).redirectOutput(log);
    }
    return new Started(builder.start());
  }

  private record Started(Process process) implements CommandProcess {
    @Override
    public long pid() {
      return process.pid();
    }

    @Override
    public boolean reachesItsGroup() {
      return false;
    }

    @Override
    public boolean waitFor(long millis) throws InterruptedException {
      return process.waitFor(millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public int exitCode() {
      return process.exitValue();
    }

    @Override
    public void terminate() {
      process.destroy();
    }

    @Override
    public void kill() {
      process.destroyForcibly();
    }
  }
}
