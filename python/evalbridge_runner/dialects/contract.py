"""What a dialect makes of a release: the one interface between the loop and every framework's scripts."""


class Script(object):
    """A loaded script whose nets are created.

    :cvar metrics: None, or ``metrics()`` that tells what the script measured, as bytes in Prometheus' text format
    :cvar warnings: lines that the operator should know
    :ivar inference_us: time that the last call spent in user code
    """

    metrics = None
    warnings = ()
    inference_us = 0

    def describe(self):
        """What the script, its flags and its platform's files say, as a Declared message; None for nothing."""
        return None

    def call(self, requests, reqids, stream):
        """Answers one call.

        :param requests: InferenceRequest messages
        :param reqids: text, one per request
        :param stream: the Stream of this call
        :returns: as many InferenceResponse messages, and the Item messages with what those lack
        :raises Failure: the call failed as a whole
        """
        raise NotImplementedError

    def end(self, session):
        """Forgets what belongs to a session; it may be an unknown one."""
