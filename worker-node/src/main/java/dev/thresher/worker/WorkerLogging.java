package dev.thresher.worker;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import dev.thresher.codec.Bootstrap;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The log of a worker process: a file of its own in the run directory, each line with the worker's
 * name. Logback finds this class as a service and asks it before it looks for XML files, which
 * would take longer to read than to do without. In any other process it leaves things as they are.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_TOP_PRIORITY)
public final class WorkerLogging extends ContextAwareBase implements Configurator {
  private record Target(Path file, Level level, String worker) {}

  private static volatile @Nullable Target target;

  /** Must come before the first logger of this process is made. */
  static void configure(Bootstrap bootstrap) {
    target =
        new Target(
            bootstrap.logFile(),
            Level.toLevel(bootstrap.logLevel(), Level.INFO),
            bootstrap.you().toString());
  }

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    var to = target;
    if (to == null) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(to.level());
    root.addAppender(appender(context, to));
    // Connections to a worker that has just died: the fleet has told it in one line already.
    context.getLogger("org.apache.pekko.stream.Materializer").setLevel(Level.ERROR);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  private static FileAppender<ILoggingEvent> appender(LoggerContext context, Target to) {
    var encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(
        "%d{yyyy-MM-dd HH:mm:ss.SSS} %-5level [" + to.worker() + "] %logger{0} - %msg%n");
    encoder.start();
    var appender = new FileAppender<ILoggingEvent>();
    appender.setContext(context);
    appender.setName("worker");
    appender.setFile(to.file().toString());
    appender.setEncoder(encoder);
    appender.start();
    return appender;
  }
}
