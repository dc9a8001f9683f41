// The rehousing board: a side for households, one for homes, one for those who decide; and the way to each entry.
import { BoardAgenda } from './BoardAgenda';
import { BoardHomes } from './BoardHomes';
import { BoardHouseholds } from './BoardHouseholds';
import { BoardSides } from './panels/BoardSides';
import { PurposeForm } from './panels/PurposeForm';
import { WorkTabs } from './panels/WorkTabs';
import * as board from './state/board';
import { go, words } from './state/place';
import { purpose } from './state/work';
import './text/desk';

const PAGES = { households: BoardHouseholds, homes: BoardHomes, agenda: BoardAgenda } as const;

export function Board() {
  const said = words.value;
  const side = board.side.value;
  const Page = PAGES[side];
  return (
    <main class="alone planner work board-page">
      <WorkTabs words={said} view="board" onView={(view) => go({ view })} />
      <BoardSides words={said} sides={board.sides.value} side={side} onSide={(next) => board.turn({ side: next, of: null })} />
      <h1>{said.say(`board-title-${side}`)}</h1>
      {!board.isMine.value && <p class="notice" id="table">{said.say(`board-not-yours-${side}`)}</p>}
      {board.isMine.value && board.needsPurpose.value && <PurposeForm words={said} purpose={purpose.value} onLook={(told) => (purpose.value = told)} />}
      {board.isMine.value && <Page />}
    </main>
  );
}
