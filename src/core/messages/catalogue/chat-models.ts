import type { MessageEntry } from "../entry.ts";

/** What MLflow says about models whose signature it sets itself. Source: `types/llm.py`, `pyfunc/__init__.py`. */
export const CHAT_MODELS: readonly MessageEntry[] = [
  {
    id: "chat-signature-given",
    cause: "chat model",
    level: "error",
    stage: "logging",
    wordings: [
      {
        words: "ChatModel subclasses have a standard signature that is set automatically. Please remove the `signature` parameter",
        releases: "2.12–3.17",
      },
      {
        words: "ChatAgent subclasses have a standard signature that is set automatically. Please remove the `signature` parameter",
        releases: "2.20–3.17",
      },
      {
        words: "ResponsesAgent subclasses have a standard signature that is set automatically. Please remove the `signature` parameter",
        releases: "2.22–3.17",
      },
    ],
    why: "MLflow sets the signature of chat models and agents itself.",
    advice: [
      {
        by: "model",
        label: "Leave out signature",
        python: 'mlflow.pyfunc.log_model(name="agent", python_model="agent.py", input_example=example)',
      },
    ],
  },
  {
    id: "chat-example",
    cause: "chat model",
    level: "error",
    stage: "logging",
    wordings: [
      {
        words: "Invalid input example. Expected a ChatAgentRequest object or dictionary with its schema. Pydantic validation error: {rest}",
        releases: "2.20–3.17",
      },
      {
        words: "Invalid input example. Expected a ResponsesRequest object or dictionary with its schema. Pydantic validation error: {rest}",
        releases: "2.22–3.17",
      },
      { words: "Default values for temperature, n and stream in ChatParams will be removed in the next release.", releases: "2.19–3.17" },
    ],
    why: "The input example does not have the form of a chat request.",
    advice: [
      {
        by: "model",
        label: "For a ChatModel or ChatAgent, pass messages",
        python: 'input_example = {"messages": [{"role": "user", "content": "Hello"}]}',
        dependsOn: "A ResponsesAgent expects input instead of messages.",
      },
    ],
  },
  {
    id: "chat-output",
    cause: "chat model",
    level: "error",
    stage: "logging",
    wordings: [
      { words: "Failed to save ChatModel. Please ensure that the model's predict() method returns a {rest}", releases: "2.12–3.17" },
      {
        words:
          "Failed to save ChatAgent. Ensure your model's predict() method returns a ChatAgentResponse object or a dict with the same schema.",
        releases: "2.20–3.17",
      },
      {
        words:
          "Failed to save ResponsesAgent. Ensure your model's predict() method returns a ResponsesResponse object or a dict with the same schema.",
        releases: "2.22–3.17",
      },
    ],
    why: "MLflow runs predict once while it saves the model, and the result does not have the form that the declared outputs need.",
    advice: [
      {
        by: "model",
        label: "Return the response object that the message names",
        dependsOn: "A plain text or a dict with other keys is refused.",
      },
    ],
  },
  {
    id: "chat-request",
    cause: "chat model",
    level: "error",
    stage: "both",
    wordings: [
      { words: "Invalid dictionary input for a ChatAgent. Expected a dictionary with the ChatAgentRequest schema.", releases: "2.20–2.20" },
      {
        words: "Invalid dictionary input for a ResponsesAgent. Expected a dictionary with the ResponsesRequest schema.",
        releases: "2.22–3.17",
      },
      { words: "All ChatAgentMessage objects in field `messages` must have {rest}", releases: "2.20–3.17" },
      {
        words: "Expected `{column}` to be either an instance of `{expected}` or a dict matching the schema. Received `{found}`",
        releases: "2.17–3.17",
      },
      { words: "Items in `{column}` must all have the same type: {expected} or dict", releases: "2.12–3.17" },
      {
        words: "Items in `{column}` must be either an instance of `{expected}` or a dict matching the schema. Received `{found}`",
        releases: "2.17–3.17",
      },
      { words: "All items in `{column}` must be of type {expected}", releases: "2.12–3.17" },
      { words: "Expected `{column}` to be a dictionary, received `{found}`", releases: "2.17–3.17" },
      { words: "Expected `{column}` to be of type {expected}, received {rest}", releases: "2.17–3.17" },
      { words: "Expected `{column}` to be of type {expected}, got {found}", releases: "2.12–2.16" },
      { words: "`object` field must be 'chat.completion'", releases: "2.15–2.16" },
      { words: "`{column}` must be of type {expected}, got {found}", releases: "2.12–3.17" },
      { words: "`{column}` must be one of {expected}, got {rest}", releases: "2.17–3.17" },
      { words: "`{column}` must be a list, got {found}", releases: "2.12–3.17" },
      { words: "`{column}` must be a list", releases: "2.12–3.17" },
      { words: "`{column}` must be a dict", releases: "2.17–3.17" },
      { words: "`{column}` is required", releases: "2.12–3.17" },
      { words: "Both `content` and `refusal` cannot be set", releases: "2.17–3.17" },
      { words: "`content` list items must all be dicts (content parts)", releases: "3.15–3.17" },
      { words: "Error when coercing {value} to {expected}: {error}", releases: "2.12–3.17" },
    ],
    why: "A field of the chat request is missing or has another type than MLflow's chat schema.",
    advice: [
      {
        by: "caller",
        label: "Send messages with role and content, and numbers as numbers",
        python: 'model.predict({"messages": [{"role": "user", "content": "Hello"}], "temperature": 0.5})',
        dependsOn: "A ResponsesAgent expects input instead of messages.",
      },
    ],
  },
];
