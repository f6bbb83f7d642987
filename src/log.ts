import { pino, type DestinationStream, type Logger } from 'pino';

/**
 * JSON lines on standard error; standard output belongs to answers. No message bodies are ever logged; what may carry a
 * secret is masked.
 */
export function createLogger(level: string, destination: DestinationStream = pino.destination(2)): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: {
        paths: ['authorization', 'cookie', 'token', 'secret', '*.authorization', '*.cookie', '*.token', '*.secret', '*.password'],
        censor: '***',
      },
      serializers: { url: maskUrl, err: serializeError },
    },
    destination,
  );
}

/** An error of Redis carries the whole command: values, passwords, what processes tell each other. */
function serializeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { command: _values, ...serialized } = pino.stdSerializers.err(error);
  return serialized;
}

function maskUrl(url: unknown): unknown {
  return typeof url === 'string' ? url.replace(/([?&](?:access_token|token|key|sign|secret)=)[^&]+/gi, '$1***') : url;
}
