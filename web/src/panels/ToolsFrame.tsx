// The instruments of the map: which there are, and the one that is open.
import type { ComponentChildren } from 'preact';
import { TOOLS, type Tool } from '../state/instruments';
import type { Words } from '../text/words';

interface Props {
  readonly words: Words;
  readonly tool: Tool;
  readonly tools: readonly Tool[];
  readonly onTool: (tool: Tool) => void;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

export function ToolsFrame({ words, tool, tools, onTool, onClose, children }: Props) {
  return (
    <section class="tools" id="tools" aria-label={words.say('tools')}>
      <div class="tools-head">
        <label>
          <span class="unseen">{words.say('tools')}</span>
          <select value={tool} onChange={({ currentTarget }) => onTool(TOOLS.find((one) => one === currentTarget.value) ?? tool)}>
            {tools.map((one) => (
              <option key={one} value={one}>
                {words.say(`tool-${one}`)}
              </option>
            ))}
          </select>
        </label>
        <button type="button" class="button quiet" onClick={onClose}>
          {words.say('tools-close')}
        </button>
      </div>
      <div class="tools-body">{children}</div>
    </section>
  );
}
